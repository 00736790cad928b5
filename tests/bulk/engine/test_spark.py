"""Runs on a real cluster of Spark: a master and two workers on the loopback, begun here. They make what our own processes make, byte for byte."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from bulk_dumps import SMALL_UNITS, battle, bytes_of, write_dump, write_wiki
from processes import ROOT, run, wait_until

from kg.bulk.engine.pool import Job
from kg.bulk.engine.spark import SparkEngine
from kg.bulk.errors import BulkError

_LONGEST = 300.0
# Every Python of the cluster does this first, as sitecustomize: units are small there, too.
_SMALL = "import kg.bulk.streams, kg.bulk.run\nkg.bulk.streams.UNIT = 3000\nkg.bulk.run.PAGES = 2\n"
_DEADLY = (
    "import os, kg.bulk.page as page\nmake = page.make_page\n"
    "page.make_page = lambda data, *rest: os.kill(os.getpid(), 9) if b'of Esk' in data else make(data, *rest)\n"
)


def java_version() -> int:
    """The version of Java at hand; 0 for none."""
    java = shutil.which("java")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr if java else ""
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


class Cluster(NamedTuple):
    """A cluster that runs: the address of its master, its Python, its processes, and the folder that all its Pythons look into first."""

    master: str
    python: str
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]]
    site: Path


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python that has pyspark: this one, or one that is installed for this."""
    if find_spec("pyspark"):
        return sys.executable
    folder = tmp_path_factory.mktemp("spark")
    venv.create(folder, with_pip=True)
    wanted = ["install", "-q", "-c", ROOT / "constraints.txt", f"{ROOT}[spark]"]
    subprocess.run([folder / "bin" / "python", "-m", "pip", *wanted], check=True, timeout=1200, capture_output=True)
    return str(folder / "bin" / "python")


@contextmanager
def begun(arguments: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A daemon of Spark, ended with all that it has begun."""
    with log.open("wb") as file, subprocess.Popen(arguments, env=environment, stdout=file, stderr=file) as process:
        try:
            yield process
        finally:
            for child in descendants(process.pid):
                with suppress(OSError):
                    os.kill(child, signal.SIGKILL)
            process.kill()


def descendants(pid: int) -> list[int]:
    """The processes that a process has begun from any of its threads, and those that these have."""
    own = list[int]()
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            own += map(int, thread.read_text().split())
    return [*own, *(each for child in own for each in descendants(child))]


def said_in(log: Path, pattern: str) -> str:
    """What a log says of a pattern, waited for."""
    found = list[str]()
    wait_until(lambda: bool(found.extend(re.findall(pattern, log.read_text(errors="replace"))) or found), f"{pattern} in {log.name}")
    return found[0]


@pytest.fixture(scope="module")
def cluster(python: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A master and two workers of one core each."""
    if java_version() < 17:
        pytest.skip("Java 17 or newer is not installed")
    folder = tmp_path_factory.mktemp("cluster")
    site = folder / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(_SMALL)
    home = subprocess.run([python, "-c", "import pyspark, os; print(os.path.dirname(pyspark.__file__))"], capture_output=True, text=True, check=True)
    paths = [str(site), str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    environment = {
        **os.environ, "SPARK_HOME": home.stdout.strip(), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m",
        "PYSPARK_PYTHON": python, "PYTHONPATH": os.pathsep.join(paths),
    }  # fmt: skip
    daemon = [f"{environment['SPARK_HOME']}/bin/spark-class", "org.apache.spark.deploy."]
    at = ["-h", "127.0.0.1", "--webui-port", "0"]
    with begun([daemon[0], f"{daemon[1]}master.Master", *at, "--port", "0"], environment, folder / "master.log") as master:
        address = said_in(folder / "master.log", r"spark://127\.0\.0\.1:\d+")
        worker = [daemon[0], f"{daemon[1]}worker.Worker", *at, "--cores", "1", "--memory", "700m", "-d"]
        with (
            begun([*worker, str(folder / "one"), address], environment, folder / "one.log") as one,
            begun([*worker, str(folder / "two"), address], environment, folder / "two.log") as two,
        ):
            for name in ("one", "two"):
                said_in(folder / f"{name}.log", "Successfully registered with master")
            yield Cluster(address, python, environment, [master, one, two], site)


def start(cluster: Cluster, dump: Path, out: Path, **options: str) -> subprocess.Popen[bytes]:
    """kg bulk on the cluster, with two executors; ``options`` are further settings of Spark ("_" for ".")."""
    settings = {"spark.executor.memory": "512m", "spark.executor.cores": "1", "spark.ui.enabled": "false"}
    settings |= {name.replace("_", "."): value for name, value in options.items()}
    words = " ".join(f"--conf {name}={value}" for name, value in settings.items())
    environment = {**cluster.environment, "PYSPARK_SUBMIT_ARGS": f"{words} pyspark-shell"}
    command = [cluster.python, "-m", "kg", "bulk", str(dump), "-o", str(out), "--engine", "spark", "--master", cluster.master]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def end(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """The exit code of a program and what it said."""
    try:
        said = process.communicate(timeout=_LONGEST)[1].decode()
    finally:
        process.kill()
    return process.returncode, said


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A dump, and what our own processes make of it."""
    folder = tmp_path_factory.mktemp("wiki")
    dump = write_wiki(folder / "dump.xml.bz2")
    assert run("bulk", dump, "-o", folder / "out", code=SMALL_UNITS)[0] == 0
    (folder / "dump.xml.bz2.kgidx").unlink()
    return dump, bytes_of(folder / "out")


@pytest.mark.fresh
@pytest.mark.parametrize("speculation", ["false", "true"])
def test_a_cluster_makes_the_same_bytes(speculation: str, cluster: Cluster, wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    (wiki[0].parent / "dump.xml.bz2.kgidx").unlink(missing_ok=True)
    options = {"spark_speculation": speculation, "spark_speculation_multiplier": "1.01", "spark_speculation_quantile": "0.1"}
    code, told = end(start(cluster, wiki[0], tmp_path / "out", **options))
    assert code == 0, told
    assert "8 articles of 73 pages" in told
    assert bytes_of(tmp_path / "out") == wiki[1]


@pytest.mark.fresh
def test_executors_that_are_killed_change_nothing(cluster: Cluster, wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """An executor with all its Pythons, once the scan has begun."""
    (wiki[0].parent / "dump.xml.bz2.kgidx").unlink(missing_ok=True)
    process = start(cluster, wiki[0], tmp_path / "out")
    wait_until(lambda: process.poll() is not None or any((tmp_path / "out" / "work").glob("scan/*")), "a unit is scanned")
    killed = [child for child in descendants(cluster.processes[1].pid) if process.poll() is None]
    for child in killed:
        with suppress(OSError):
            os.kill(child, signal.SIGKILL)
    assert killed
    code, told = end(process)
    assert code == 0, told
    assert bytes_of(tmp_path / "out") == wiki[1]


@pytest.mark.fresh
def test_a_driver_that_is_killed_is_gone_on_with(cluster: Cluster, wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    (wiki[0].parent / "dump.xml.bz2.kgidx").unlink(missing_ok=True)
    process = start(cluster, wiki[0], tmp_path / "out")
    wait_until(lambda: process.poll() is not None or any((tmp_path / "out" / "work").glob("scan/*")), "a unit is scanned")
    process.kill()
    end(process)
    time.sleep(1)
    code, told = end(start(cluster, wiki[0], tmp_path / "out"))
    assert code == 0, told
    assert bytes_of(tmp_path / "out") == wiki[1]


@pytest.mark.fresh
def test_a_page_that_ends_its_process_is_named_and_costs_no_executor(cluster: Cluster, tmp_path: Path) -> None:
    dump = write_dump(tmp_path / "dump.xml.bz2", [[battle("Battle of Zell", 1), battle("Battle of Esk", 2)], [battle("Battle of Ulm", 3)]])
    (cluster.site / "sitecustomize.py").write_text(_SMALL + _DEADLY)
    try:
        code, told = end(start(cluster, dump, tmp_path / "out"))
    finally:
        (cluster.site / "sitecustomize.py").write_text(_SMALL)
    assert code == 0, told
    assert "2 articles of 3 pages" in told
    assert "1 issue " in told


@pytest.mark.fresh
def test_what_cannot_be_written_ends_the_run_with_its_name(cluster: Cluster, wiki: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    (tmp_path / "out" / "work").mkdir(parents=True)
    (tmp_path / "out" / "work" / "scan").write_text("in the way")
    (wiki[0].parent / "dump.xml.bz2.kgidx").unlink(missing_ok=True)
    code, told = end(start(cluster, wiki[0], tmp_path / "out"))
    assert (code, "cannot be written" in told, "the same command goes on" in told) == (3, True, True), told


def test_without_spark_it_is_one_line(tmp_path: Path) -> None:
    code = "import sys; sys.modules['pyspark'] = None; import importlib.util as u; found = u.find_spec; "
    code += "u.find_spec = lambda name, *a: None if name == 'pyspark' else found(name, *a); "
    code += "import kg.cli.io.extras as e; e.find_spec = u.find_spec; from kg.__main__ import run; run()"
    dump = write_wiki(tmp_path / "dump.xml.bz2", 3)
    told = run("bulk", dump, "-o", tmp_path / "out", "--engine", "spark", code=code)
    assert (told[0], "kg bulk needs the extra spark: pip install 'conflict-kg[spark]'" in told[1]) == (2, True), told
    assert run("bulk", dump, "-o", tmp_path / "out", "--master", "local")[0] == 2


def square(job: Job, tell: object) -> int:
    return int(job.subject) ** 2


class Context:
    """As much of a SparkContext as is used, in this process."""

    def __init__(self, fails: bool = False) -> None:
        self._fails, self._items = fails, list[object]()

    def parallelize(self, items: list[object], parts: int) -> Context:
        assert parts == len(items)
        self._items = items
        return self

    def map(self, function: object) -> Context:
        self._items = [function(item) for item in self._items]  # type: ignore[operator]
        return self

    def collect(self) -> list[object]:
        if self._fails:
            raise RuntimeError("the master\nis away\n  at java.lang")
        return self._items

    def stop(self) -> None:
        self._items = []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are begun as on Linux")
def test_jobs_are_tasks() -> None:
    engine = SparkEngine()
    engine._context = Context()
    jobs = [Job(number, number) for number in range(5)]
    assert list(engine(jobs, square, 1)) == [(job, job.number**2) for job in jobs]
    assert list(engine([], square, 1)) == []
    engine._context = Context(fails=True)
    with pytest.raises(BulkError, match="Spark gave up: the master is away; the same command goes on"):
        list(engine(jobs, square, 1))
    engine.close()
