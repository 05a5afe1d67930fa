"""Views of the SQLite export: the joins that an analyst needs first."""

from __future__ import annotations

from typing import NamedTuple


class View(NamedTuple):
    """``needs`` are the tables it reads."""

    name: str
    needs: frozenset[str]
    sql: str


def _view(name: str, needs: str, sql: str) -> View:
    return View(name, frozenset(needs.split()), sql.strip())


VIEWS = (
    _view("v_practice", "practice practice_regions region practice_results practice_adoptions practice_sources taxonomy_directions", """
SELECT p.id, p.title, d.title AS direction,
  (SELECT group_concat(title, '; ') FROM (SELECT r.title FROM practice_regions l JOIN region r ON r.id = l.region WHERE l.practice = p.id ORDER BY l.no)) AS regions,
  p.kind, p.stage, p.stage_date, p.check_on, p.summary,
  (SELECT count(*) FROM practice_results x WHERE x.practice = p.id) AS results,
  (SELECT count(*) FROM practice_adoptions x WHERE x.practice = p.id) AS adoptions,
  (SELECT count(*) FROM practice_sources x WHERE x.practice = p.id) AS sources,
  p.url
FROM practice p LEFT JOIN taxonomy_directions d ON d.id = p.direction"""),
    _view("v_result", "practice practice_results practice_sources", """
SELECT r.practice, p.title AS practice_title, r.results_no, r.title, r.before, r.after, r.after - r.before AS change,
  CASE WHEN r.before <> 0 THEN round(100.0 * (r.after - r.before) / r.before, 1) END AS change_percent,
  r.value, r.value_to, r.unit, r.period, r.kind, r.qualifier, r.better, s.title AS source
FROM practice_results r JOIN practice p ON p.id = r.practice
LEFT JOIN practice_sources s ON s.practice = r.practice
  AND s.sources_no = coalesce(r.source, CASE WHEN (SELECT count(*) FROM practice_sources x WHERE x.practice = r.practice) = 1 THEN 1 END)"""),
    _view("v_adoption", "practice practice_adoptions region", """
SELECT a.practice, p.title AS practice_title, a.region, g.title AS region_title, a.since, a.changes, a.result, a.source_title AS source
FROM practice_adoptions a JOIN practice p ON p.id = a.practice JOIN region g ON g.id = a.region"""),
    _view("v_region", "region practice_regions practice_adoptions standard_report roadmap", """
SELECT g.id, g.title, g.district,
  (SELECT count(DISTINCT practice) FROM practice_regions x WHERE x.region = g.id) AS own_practices,
  (SELECT count(DISTINCT practice) FROM practice_adoptions x WHERE x.region = g.id) AS adopted_practices,
  (SELECT count(*) FROM standard_report x WHERE x.region = g.id) AS reports,
  (SELECT count(*) FROM roadmap x WHERE x.region = g.id) AS roadmaps
FROM region g"""),
    _view("v_problem", "life_situation life_situation_problems life_situation_problems_solutions practice_helps_with", """
SELECT q.id, s.short_title AS life_situation, q.number, q.title,
  (SELECT count(*) FROM life_situation_problems_solutions x WHERE x.life_situation = q.life_situation AND x.problems_no = q.problems_no) AS solutions,
  (SELECT count(*) FROM life_situation_problems_solutions x WHERE x.life_situation = q.life_situation AND x.problems_no = q.problems_no AND x.federal) AS federal_solutions,
  (SELECT count(DISTINCT practice) FROM practice_helps_with x WHERE x.problem = q.id) AS practices
FROM life_situation_problems q JOIN life_situation s ON s.id = q.life_situation"""),
    _view("v_digest_entry", "digest digest_sections digest_sections_entries digest_top practice", """
SELECT d.id AS digest, d.starts, d.ends, c.sections_no, c.title AS section, e.entries_no, e.practice, p.title AS practice_title, t.no AS top
FROM digest_sections_entries e JOIN digest d ON d.id = e.digest
JOIN digest_sections c ON c.digest = e.digest AND c.sections_no = e.sections_no
JOIN practice p ON p.id = e.practice
LEFT JOIN digest_top t ON t.digest = e.digest AND t.practice = e.practice"""),
    _view("v_report_item", "standard_report standard_report_sections standard_report_sections_items region", """
SELECT r.id AS standard_report, g.title AS region, r.as_of, s.number AS section, s.title AS section_title, i.number, i.title,
  i.status_value AS status, i.status_text, i.deadline_text, i.deadline_due
FROM standard_report_sections_items i JOIN standard_report r ON r.id = i.standard_report
JOIN standard_report_sections s ON s.standard_report = i.standard_report AND s.sections_no = i.sections_no
JOIN region g ON g.id = r.region"""),
)
