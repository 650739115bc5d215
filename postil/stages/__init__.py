"""The stages of a build, each composed of the steps below it; the pipeline puts them in their order."""
