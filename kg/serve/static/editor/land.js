// Writes ../land.svg: the land of Natural Earth 1:50 m, simplified, in tenths of a degree, y downwards.
import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";

const TOLERANCE = 0.12;
const SCALE = 10;

/** Douglas–Peucker on a closed ring, split at the point farthest from its beginning. */
function simplify(ring) {
  const distance = ([x, y], [a, b]) => Math.hypot(x - a, y - b);
  const far = ring.reduce((best, point, number) => (distance(point, ring[0]) > distance(ring[best], ring[0]) ? number : best), 0);
  const kept = new Set([0, far, ring.length - 1]);
  const waiting = [[0, far], [far, ring.length - 1]];
  while (waiting.length) {
    const [first, last] = waiting.pop();
    const [[x1, y1], [x2, y2]] = [ring[first], ring[last]];
    const length = Math.hypot(x2 - x1, y2 - y1);
    let [most, at] = [0, -1];
    for (let number = first + 1; number < last; number += 1) {
      const [x, y] = ring[number];
      const along = length ? Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length ** 2)) : 0;
      const off = distance(ring[number], [x1 + along * (x2 - x1), y1 + along * (y2 - y1)]);
      if (off > most) [most, at] = [off, number];
    }
    if (most > TOLERANCE) {
      kept.add(at);
      waiting.push([first, at], [at, last]);
    }
  }
  return ring.filter((_, number) => kept.has(number));
}

/** The rings of the atlas run on across the antimeridian: longitudes are made to run on too, and a ring around the pole is closed there. */
function unroll(ring) {
  const run = [ring[0]];
  for (const [longitude, latitude] of ring.slice(1)) {
    const before = run.at(-1)[0];
    run.push([longitude + 360 * Math.round((before - longitude) / 360), latitude]);
  }
  const [first, last] = [run[0], run.at(-1)];
  return Math.abs(first[0] - last[0]) < 1 ? run : [...run, [last[0], -90], [first[0], -90], first];
}

/** A ring, and a second time on the other side of the map where it reaches beyond the antimeridian. */
function toPaths(ring) {
  const run = unroll(ring);
  const longitudes = run.map(([longitude]) => longitude);
  const shifts = [0, ...(Math.max(...longitudes) > 180 ? [-360] : []), ...(Math.min(...longitudes) < -180 ? [360] : [])];
  return shifts.map((shift) => toPath(run.map(([longitude, latitude]) => [longitude + shift, latitude]))).join("");
}

function toPath(ring) {
  const points = simplify(ring).map(([longitude, latitude]) => [Math.round(longitude * SCALE), Math.round(-latitude * SCALE)]);
  const [[x, y]] = points;
  const steps = points.slice(1).map(([a, b], number) => [a - points[number][0], b - points[number][1]]).filter(([a, b]) => a || b);
  if (steps.length < 3) return "";
  const written = steps.map(([a, b], number) => `${number && a >= 0 ? " " : ""}${a}${b >= 0 ? " " : ""}${b}`);
  return `M${x} ${y}l${written.join("")}z`;
}

const atlas = JSON.parse(readFileSync("node_modules/world-atlas/land-50m.json", "utf8"));
const rings = feature(atlas, atlas.objects.land).features.flatMap(({ geometry }) =>
  (geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates]).flat());
const path = rings.map(toPaths).join("");
writeFileSync("../land.svg", `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1800 -900 3600 1800"><path id="land" fill-rule="evenodd" d="${path}"/></svg>\n`);
