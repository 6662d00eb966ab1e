"""`make shots`: every page in every scene, wide and narrow, light and dark, into `var/shots/`."""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hypercare.runtime.location import PROJECT
from tests.shots.gallery import WIDTHS, Gallery, OpenGallery, build_scenes
from tests.shots.pages import PAGES, Page
from tests.shots.sheet import Shot, write_sheet
from tests.stack import Stack

FOLDER = PROJECT / "var" / "shots"
SCENES_WITH_NUMBERS = ("FUL", "LNG")
Wanted = list[tuple[Page, str]]


def main() -> int:
    """Take the pictures; 1 when something was found on one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="pages whose name begins so; several with commas")
    asked = parser.parse_args()
    console = Console()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    began = time.monotonic()
    shots = _take_all(asked.only, console)
    index = write_sheet(FOLDER, shots)
    for shot in shots:
        for finding in shot.findings:
            console.print(
                f"[red]{shot.page} {shot.scene} {shot.look}[/]: {finding}", soft_wrap=True, highlight=False
            )
    found = sum(len(shot.findings) for shot in shots)
    console.print(f"{len(shots)} pictures, {found} findings, {time.monotonic() - began:.0f} s: {index}")
    return 1 if found else 0


def _take_all(only: str, console: Console) -> list[Shot]:
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder))
        try:
            with console.status("starting the application"):
                stack.start()
            with console.status("building the scenes"):
                scenes = build_scenes(stack)
                for key in SCENES_WITH_NUMBERS:
                    stack.manage("refresh_kpis", "--launch", key)
            with OpenGallery(stack, scenes, FOLDER) as gallery:
                return list(_with_progress(gallery, _wanted(gallery, only), console))
        finally:
            stack.stop()


def _wanted(gallery: Gallery, only: str) -> Wanted:
    pages = [page for page in PAGES if page.name.startswith(tuple(only.split(",")))]
    return [(page, scene) for page in pages for scene in page.scenes if page.path_in(gallery.scenes[scene])]


def _with_progress(gallery: Gallery, wanted: Wanted, console: Console) -> Iterator[Shot]:
    columns = (TextColumn("{task.description:<40}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=len(wanted))
        for page, scene in wanted:
            progress.update(task, description=f"{page.name} {scene}")
            for width in WIDTHS:
                yield from gallery.shoot(page, scene, width)
            if page.is_main:
                yield gallery.shoot_zoomed(page, scene)
            progress.advance(task)


if __name__ == "__main__":
    sys.exit(main())
