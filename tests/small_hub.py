"""A model hub of one model on this machine, as much of it as a download asks for."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NAME = "harbour/tiny-bart"
COMMIT = "ab" * 20


def answer(folder: Path, path: str) -> tuple[int, bytes, str]:
    """The status, the body and the tag or error code that a path is answered with."""
    api = f"/api/models/{NAME}"
    if path.startswith("/api/models/harbour/gated"):
        return 403, b"", "GatedRepo"
    if path.startswith(f"{api}/revision/gone"):
        return 404, b"", "RevisionNotFound"
    if path.startswith(f"{api}/tree"):
        files = [
            {"type": "file", "path": file.name, "size": file.stat().st_size, "oid": file.name}
            for file in folder.iterdir()
        ]
        return 200, json.dumps(files).encode(), "tree"
    if path.startswith(api):
        siblings = [{"rfilename": file.name} for file in folder.iterdir()]
        told = {"id": NAME, "modelId": NAME, "sha": COMMIT, "siblings": siblings}
        return 200, json.dumps(told).encode(), "model"
    if path.startswith(f"/{NAME}/resolve/"):
        name = path.rpartition("/")[2]
        return 200, (folder / name).read_bytes(), name
    return 404, b"", "RepoNotFound"


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a hub with the model in this folder."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *told: object) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            code, body, tag = answer(folder, self.path.partition("?")[0])
            self.send_response(code)
            self.send_header("ETag" if code == 200 else "X-Error-Code", tag)
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815 (the name is the protocol's)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
