"""The texts of a corpus as pages of a site: what stands around a text is that of a ministry's site, 20 kB a page."""

import html
import json

SUBJECTS = ["Agriculture", "Budget", "Culture", "Defence", "Education", "Energy", "Environment", "Families", "Fisheries",
            "Health", "Housing", "Industry", "Justice", "Labour", "Pensions", "Planning", "Ports", "Roads", "Schools",
            "Taxes", "Tourism", "Trade", "Transport", "Water"]


def menu(name, depth):
    links = "".join(f'<li class="{name}__item"><a class="{name}__link" href="/{subject.lower()}">{subject}</a>'
                    + (f'<ul class="{name}__list">' + "".join(
                        f'<li class="{name}__item"><a class="{name}__link" href="/{subject.lower()}/{part}">{part} about '
                        f"{subject.lower()}</a></li>" for part in ("news", "acts", "reports")) + "</ul>" if depth else "")
                    + "</li>" for subject in SUBJECTS)
    return f'<nav class="{name}" aria-label="{name}"><ul class="{name}__list">{links}</ul></nav>'


ABOVE = ('<body class="page page--document"><a class="skip-link" href="#main">Skip to main content</a>'
         '<div id="cookie-banner" class="cookie-banner" role="region"><p>We use cookies to make this site work and to count '
         'visits to it.</p><button type="button">Accept</button></div><header class="site-header" role="banner">'
         '<a class="site-header__logo" href="/"><svg viewBox="0 0 24 24"><path d="M12 2 L22 22 L2 22 Z"/></svg>Ministry</a>'
         '<form class="search" action="/search"><label for="q">Search</label><input id="q" name="q"></form>'
         + menu("main-menu", True) + "</header>")
BELOW = ('<aside class="related"><h2>Related</h2>' + menu("related-menu", False) + '</aside><footer class="site-footer" '
         'role="contentinfo">' + menu("footer-menu", False) + "<p>© Ministry. All content is available under an open "
         'licence, except where stated.</p></footer><script>' + "window.site=window.site||{};site.push=function(e){};" * 40
         + "</script></body></html>")
STYLE = "".join(f".c{number}{{margin:{number}px;color:#{number:06x}}}" for number in range(80))


def head(title):
    name = html.escape(title)
    data = json.dumps({"@context": "https://schema.org", "@type": "Legislation", "headline": title,
                       "datePublished": "2024-01-31", "publisher": {"@type": "Organization", "name": "Ministry"}})
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{name} | Ministry</title>'
            f'<meta property="og:title" content="{name}"><meta name="dcterms.date" content="2024-01-31">'
            f'<link rel="stylesheet" href="/site.css"><script type="application/ld+json">{data.replace("<", " ")}</script>'
            f"<style>{STYLE}</style></head>")


def paragraph(number, text):
    """Every twentieth a heading, every third of the others with a link and a stress in it, as pages have them."""
    words = html.escape(text, quote=False)
    if number % 20 == 0 and len(text) < 100:
        return f'<h2 id="h{number}">{words}</h2>'
    if number % 3 == 0 and " " in words:
        first, _, rest = words.partition(" ")
        words = f'<a href="/acts/{number}" class="reference">{first}</a> <em>{rest[:8]}</em>{rest[8:]}'
    return f'<p class="text" id="p{number}">{words}</p>'


def page(title, text):
    paragraphs = "\n".join(paragraph(number, line) for number, line in enumerate(filter(str.strip, text.split("\n"))))
    return (f'{head(title)}{ABOVE}<main id="main" class="main"><article><h1>{html.escape(title)}</h1>\n{paragraphs}\n'
            f"</article></main>{BELOW}")
