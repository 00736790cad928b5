"""Reading what a release is made from: articles that are built, and graphs, one version of each page."""
