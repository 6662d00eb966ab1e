"""What every answer tells the browser beside the content security policy."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]

DENIED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
ALWAYS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
OF_A_PERSON = {"Cache-Control": "private, no-cache"}
# Who holds the address holds the authority: it is passed on to nobody, and no copy of the page is kept.
OF_A_SECRET_ADDRESS = {"Referrer-Policy": "no-referrer", "Cache-Control": "private, no-store"}
SECRET_PARTS = frozenset({"token", "form_key"})


class HeadersMiddleware:
    """Adds the headers. A view may have set its own, but not on a secret address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        found = request.resolver_match  # nothing is found for a static file or a wrong address
        for name, value in (ALWAYS | OF_A_PERSON if found else ALWAYS).items():
            response.headers.setdefault(name, value)
        if found and SECRET_PARTS & found.kwargs.keys():
            for name, value in OF_A_SECRET_ADDRESS.items():
                response.headers[name] = value
        return response
