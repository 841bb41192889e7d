"""What people call a browser and the device it runs on, told from its User-Agent header."""

from flask_babel import gettext
from ua_parser import parse

# Where the families that ua-parser tells apart have another name on the devices themselves.
_BROWSERS = {
    "Mobile Safari": "Safari",
    "Mobile Safari UI/WKWebView": "Safari",
    "HeadlessChrome": "Chrome",
}
_SYSTEMS = {"Mac OS X": "Mac", "iOS": "iPhone / iPad", "Chrome OS": "Chromebook"}
_ON_THE_GO = (" Mobile", " iOS")  # one and the same browser, on a small screen


def browser_name(user_agent: str) -> str:
    """Browser and system in plain words, such as "Firefox on Windows"."""
    told = parse(user_agent)
    if told.user_agent is None:
        return str(gettext("A browser we do not know"))
    browser = _BROWSERS.get(told.user_agent.family, told.user_agent.family)
    for ending in _ON_THE_GO:
        browser = browser.removesuffix(ending)
    if told.os is None:
        return browser
    system = _SYSTEMS.get(told.os.family, told.os.family)
    return str(gettext("%(browser)s on %(system)s", browser=browser, system=system))
