"""One page of each kind, by a short name."""

from __future__ import annotations

PAGES = {
    "home": "",
    "catalogue": "practices/",
    "practice": "practices/tsentr-serdechno-sosudistykh-riskov/",
    "announcement": "practices/uvelichenie-posobiya-pri-rozhdenii-rebenka/",
    "region list": "regions/",
    "region": "regions/zabaykalskiy-kray/",
    "situations": "life-situations/",
    "situation": "life-situations/tekhnicheskie-sredstva-reabilitatsii/",
    "target models": "target-models/",
    "target model": "target-models/zdravookhranenie/",
    "digests": "digests/",
    "digest": "digests/2021-w46/",
    "digest year": "digests/2021/",
    "report": "reports/zabaykalskiy-kray/zabaykalye-rss-2024/",
    "report list": "reports/",
    "event": "events/magadanskaya-oblast/magadan-nsi-2021-04/",
    "topics": "subcategories/",
    "topic": "subcategories/meditsina-i-zdravookhranenie/",
    "signals": "signals/",
    "subscribe": "feeds/",
    "collections": "collections/",
    "collection": "collections/izmereno/",
    "shortlist": "shortlist/",
    "coverage": "coverage/",
    "federal": "federal/#sotsialnoe-obsluzhivanie-na-domu-5-2",
    "targets": "targets/?kind=satisfaction&yes=40&rather_yes=22&rather_no=20&no=18&position=lagging&mean=x",
    "glossary": "glossary/",
    "about": "about/",
    "data": "about/data/",
    "methodology": "methodology/kpi/",
    "templates": "templates/",
    "guide": "guide/",
    "codes": "codes/",
    "code": "codes/refers-to-draft/",
    "404": "practices/net-takoy-praktiki/",
}
# Kinds that only the sample has records of, and texts of every shape.
SAMPLE_PAGES = {
    "practice": "practices/avtobus-s-lekarstvami/",
    "wide table": "practices/dom-u-ozera/",
    "roadmap": "roadmaps/ozernaya-oblast/ozernaya-lekarstva/",
    "survey": "surveys/ozernaya-oblast/ozernaya-opros/",
    "collection": "collections/vybor-redaktora/",
}
