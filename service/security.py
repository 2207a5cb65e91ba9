"""Headers on every answer, and no state change from another site's page."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from service.errors import fail

#: no inline script or style, nothing from elsewhere, no framing
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_SAFE = {"GET", "HEAD", "OPTIONS"}


def _same_origin() -> bool:
    """True for our own pages and for programs; a browser always names the page that a POST comes from."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin is None:
        return True
    return urlsplit(origin).netloc == request.host


def register(app: Flask) -> None:
    """Refuse cross-site state changes and set the headers of :data:`HEADERS`."""

    @app.before_request
    def _check_origin() -> None:
        if request.method not in _SAFE and not _same_origin():
            raise fail("request.cross_origin")

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-cache")  # revalidated by ETag
        else:
            # company papers must not stay in shared caches
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
