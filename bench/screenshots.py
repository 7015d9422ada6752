"""Writes docs/screenshots: the explorer over the sample pages, on a desk and on a phone.

kliping backfill seeds/pages --warehouse /tmp/sample && python -m bench.screenshots /tmp/sample
"""

import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn

from bench.browser import DESK, PHONE, chromium
from flows.explorer.app import make_app
from warehouse import open_warehouse
from warehouse.store import Warehouse

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
STORY = "SELECT story_id FROM stories ORDER BY articles DESC, story_id LIMIT 1"
ARTICLE = "SELECT article_id FROM removals GROUP BY ALL ORDER BY count(*) DESC, article_id LIMIT 1"
OUTLET = "SELECT outlet FROM outlet_days WHERE outlet IS NOT NULL GROUP BY ALL ORDER BY sum(articles) DESC, outlet LIMIT 1"


def main() -> None:
    root = Path(sys.argv[1])
    with open_warehouse(root) as warehouse:
        story, article, outlet = (warehouse.sql(query).fetchall()[0][0] for query in (STORY, ARTICLE, OUTLET))
    paths = {
        "home": "/",
        "article": f"/article/{article}",
        "story": f"/story/{story}",
        "outlet": f"/outlet/{outlet}",
        "sql": "/sql?query=SELECT+outlet%2C+count(*)+AS+articles+FROM+articles+GROUP+BY+ALL+ORDER+BY+articles+DESC%2C+outlet",
    }
    server = uvicorn.Server(uvicorn.Config(make_app(Warehouse(root)), port=0, log_level="error", lifespan="off"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, chromium(Path(profile)) as page:
        for size, suffix, names in ((DESK, "", paths), (PHONE, "-phone", ("home", "story"))):
            page.window(size)
            for name in names:
                page.go(f"http://127.0.0.1:{port}{paths[name]}")
                page.picture(FOLDER / f"{name}{suffix}.png")
    server.should_exit = True


if __name__ == "__main__":
    main()
