//! A host's own search behind a panel: it is asked, its answers are shown, and nothing that it answers does harm.

use anyhow::Result;
use browser_tests::screens::search_for;
use browser_tests::{DESKTOP, Gate, Page, Root, Site, SiteBuilder, with_page};
use serde_json::{Value, json};

/// A provider of 20 cards of which a query finds those with it in their title. It notes what it is asked in `calls`;
/// `answers` may answer in its place.
const PROVIDER: &str = r#"
window.calls = [];
window.all = Array.from({ length: 20 }, (_, n) => ({ id: `kort-${n}`, kind: "concept", title: `Kort ${n}`,
  summary: "Et kort fra værtens egen søgning.", arenas: [n % 2 ? "familien" : "hjem-og-mad"] }));
window.found = ({ query, filters, offset, limit }) => {
  const matching = all.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()));
  const passing = matching.filter(({ arenas }) => !filters.arena || arenas.includes(filters.arena));
  const arenas = {};
  for (const card of matching) arenas[card.arenas[0]] = (arenas[card.arenas[0]] ?? 0) + 1;
  return { total: passing.length, size: 12345, withoutFilters: matching.length, cards: passing.slice(offset, offset + limit),
    counts: { arenas, audiences: {}, stages: { ukendt: passing.length }, places: {}, organisations: {} } };
};
window.provider = {
  search(request, { signal }) {
    calls.push({ ...request, signal });
    return window.answers?.(request, signal) ?? Promise.resolve(found(request));
  },
  async entry(id) {
    calls.push({ entry: id });
    if (window.entries) return window.entries(id);
    const card = all.find((card) => card.id === id);
    return card && { entry: { ...card, problem: { text: "Problemet er stort.", sources: ["k"] }, related: ["kort-19"],
      sources: [{ source: "kilde", key: "k" }] }, cards: [all[19]], sources: [{ id: "kilde", title: "En kilde" }] };
  },
};
"#;

/// Inserts a panel with the provider into the empty host page, after `before` has been run.
async fn insert<'p>(page: &'p Page, site: &Site, before: &str) -> Result<Root<'p>> {
    page.open(site, "empty.html", DESKTOP).await?;
    page.run(
        &format!(
            "{PROVIDER} {before};
             const panel = document.createElement('virker-panel');
             panel.setAttribute('catalogue', new URL('/catalogue/catalogue.json', location).href);
             panel.searchProvider = provider;
             document.querySelector('#her').append(panel); return null"
        ),
        vec![],
    )
    .await?;
    Ok(page.panel(0))
}

/// A panel with the provider, once the first cards are here.
async fn open<'p>(page: &'p Page, site: &Site) -> Result<Root<'p>> {
    let panel = insert(page, site, "").await?;
    panel.css(".card[data-entry=kort-5]").shown().await?;
    Ok(panel)
}

async fn last_call(page: &Page) -> Result<Value> {
    page.run(
        "const { signal, ...call } = calls.at(-1); return call",
        vec![],
    )
    .await
}

#[test]
fn a_hosts_own_search_gives_the_cards_and_the_counts() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        let title = panel.css(".results__title");
        title.expect_text("Alle 20 idéer").await?;
        panel.css(".foot").expect_text("12345 idéer").await?;
        search_for(panel, "kort 1").await?;
        title.expect_text("11 idéer med »kort 1«").await?;
        let arena = panel.css(".arena[data-arena=familien]");
        arena.expect_text("6 idéer").await?;
        arena.click().await?;
        title.expect_text("6 idéer med »kort 1«").await?;
        assert_eq!(
            last_call(page).await?,
            json!({
                "query": "kort 1", "literal": false, "order": "relevance", "offset": 0, "limit": 6,
                "filters": { "arena": "familien", "audiences": [], "stages": [], "place": null,
                             "organisation": null, "kinds": [], "kkrGoals": [], "effects": [] },
            })
        );
        Ok(())
    })
}

#[test]
fn a_host_that_counts_by_what_professionals_filter_by_is_handed_what_they_choose() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        panel.css(".filters details").expect_count(0).await?;
        let answers = "window.answers = async (request) => {
            const answer = found(request);
            Object.assign(answer.counts, { effects: { found: 4, ukendt: 2 }, kinds: { concept: 6, event: 1 } });
            if (request.filters.effects.length > 0) { answer.total = 4; delete answer.counts.kinds.event; }
            return answer;
        }";
        page.run(answers, vec![]).await?;
        panel.css(".arena[data-arena=familien]").click().await?;
        panel.css(".filters summary").click().await?;
        let options = panel.css(".filters details label.option");
        options.expect_count(4).await?;
        options.containing("Begivenhed").click().await?;
        options.containing("Set i praksis").click().await?;
        panel.css(".results__title").expect_text("4 idéer").await?;
        // What is chosen stays, also where it gives nothing.
        options.containing("Begivenhed").expect_text("0").await?;
        let call = last_call(page).await?;
        assert_eq!(call["filters"]["effects"], json!(["found"]));
        assert_eq!(call["filters"]["kinds"], json!(["event"]));
        Ok(())
    })
}

#[test]
fn more_cards_are_asked_for_page_by_page_and_the_first_new_one_has_the_focus() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        panel.css(".more").click().await?;
        panel.css(".card").expect_count(12).await?;
        panel
            .css(".card[data-entry=kort-6] .card__link")
            .expect_focus()
            .await?;
        panel.css(".more").click().await?;
        panel.css(".card").expect_count(18).await?;
        panel.css(".more").expect_text("Vis 2 flere").await?;
        panel.css(".more").click().await?;
        panel.css(".card").expect_count(20).await?;
        panel.css(".more").gone().await
    })
}

#[test]
fn an_answer_that_comes_after_another_search_is_dropped_and_its_signal_aborts() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        page.run(
            "window.answers = (request) => request.query === 'kort 2'
               ? new Promise((resolve) => (window.late = () => resolve(found(request)))) : undefined; return null",
            vec![],
        )
        .await?;
        panel.css("input#q").fill("kort 2").await?;
        page.wait_until("it is asked", "return window.late").await?;
        panel.css("input#q").fill("kort 19").await?;
        let title = panel.css(".results__title");
        title.expect_text("1 idé med »kort 19«").await?;
        let aborted =
            "return calls.filter(({ signal }) => signal?.aborted).map(({ query }) => query)";
        assert_eq!(page.run(aborted, vec![]).await?, json!(["kort 2"]));
        page.run("late(); return null", vec![]).await?;
        page.settle().await?;
        title.expect_text("1 idé med »kort 19«").await?;
        panel.css(".card").expect_count(1).await
    })
}

#[test]
fn an_answer_makes_nothing_else_of_a_card_that_was_reached_meanwhile() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        page.run(
            "window.answers = (request) => new Promise((resolve) => (window.late = () => resolve(found(request)))); return null",
            vec![],
        )
        .await?;
        // The first card of the list stays when 'kort 1' is answered, and goes when 'kort 2' is.
        for (query, title, stays) in [("kort 1", "11 idéer", true), ("kort 2", "1 idé", false)] {
            panel.css("input#q").fill(query).await?;
            page.wait_until("it is asked", "return window.late").await?;
            let focused = "const { shadowRoot } = document.querySelector('virker-panel');
                 window.held = shadowRoot.querySelector('[data-entry=kort-1] a');
                 held.focus(); return held.href";
            let href = page.run(focused, vec![]).await?;
            page.run("late(); window.late = undefined; return null", vec![])
                .await?;
            panel
                .css(".results__title")
                .expect_text(&format!("{title} med »{query}«"))
                .await?;
            let after = "return [held.isConnected, held.href]";
            assert_eq!(
                page.run(after, vec![]).await?,
                json!([stays, href]),
                "{query}"
            );
        }
        Ok(())
    })
}

#[test]
fn letters_that_follow_at_once_are_asked_for_together() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        page.run(
            "const input = document.querySelector('virker-panel').shadowRoot.querySelector('input#q');
             for (const text of ['k', 'ko', 'kor', 'kort 3']) {
               input.value = text; input.dispatchEvent(new Event('input'));
             } return null",
            vec![],
        )
        .await?;
        panel.css(".results__title").expect_text("»kort 3«").await?;
        let asked = page.run("return calls.map(({ query }) => query)", vec![]);
        assert_eq!(asked.await?, json!(["", "kort 3"]));
        Ok(())
    })
}

#[test]
fn a_search_that_fails_is_told_of_while_what_stood_stays_and_can_be_retried() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        page.run(
            "window.answers = () => Promise.reject(new Error('nede')); return null",
            vec![],
        )
        .await?;
        panel.css("input#q").fill("kort 4").await?;
        let message = panel.css(".results .message[role=alert]");
        message
            .expect_text("Fejlen er hos os, ikke hos dig")
            .await?;
        panel.css(".card").expect_count(6).await?;
        panel.css(".results__title").expect_text("20 idéer").await?;
        page.run("window.answers = undefined; return null", vec![])
            .await?;
        panel.css(".message .button").click().await?;
        let title = panel.css(".results__title");
        title.expect_text("1 idé med »kort 4«").await?;
        title.expect_focus().await?;
        message.gone().await
    })
}

#[test]
fn a_search_that_fails_from_the_start_can_be_retried() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let fails = "window.answers = () => { throw new Error('nede'); }";
        let panel = insert(page, &site, fails).await?;
        panel.css(".results .message[role=alert]").shown().await?;
        page.run("window.answers = undefined; return null", vec![])
            .await?;
        panel.css(".message .button").click().await?;
        panel.css(".card").expect_count(6).await
    })
}

/// What a provider may answer instead of cards.
const HOSTILE: [&str; 14] = [
    "undefined",
    "null",
    "7",
    "'<b>'",
    "[]",
    "{}",
    "{ ...right, cards: {} }",
    "{ ...right, total: -1 }",
    "{ ...right, total: '20' }",
    "{ ...right, counts: [] }",
    "{ ...right, counts: { ...right.counts, arenas: { 'hjem-og-mad': 1.5 } } }",
    "(right.cards[0].self = right, right)",
    "{ ...right, more: 'x'.repeat(5e6) }",
    "{ ...right, deep: JSON.parse('['.repeat(5e3) + ']'.repeat(5e3)) }",
];

#[test]
fn an_answer_that_cannot_be_read_is_a_failure_and_nothing_more() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        for (number, hostile) in HOSTILE.into_iter().enumerate() {
            page.run(
                &format!(
                    "window.answers = async (request) => {{ const right = structuredClone(found(request)); return {hostile}; }}; return null"
                ),
                vec![],
            )
            .await?;
            let query = format!("kort {number}");
            panel.css("input#q").fill(&query).await?;
            panel.css(".results .message[role=alert]").shown().await?;
            panel.css(".card").shown().await?;
            page.run("window.answers = undefined; return null", vec![])
                .await?;
            panel.css(".message .button").click().await?;
            panel.css(".results .message").gone().await?;
            let title = panel.css(".results__title");
            title.expect_text(&format!("»{query}«")).await?;
        }
        Ok(())
    })
}

#[test]
fn a_broken_card_is_left_out_and_html_in_a_title_is_text() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = insert(
            page,
            &site,
            r#"window.answers = async (request) => ({ ...found(request), cards: [
                 { id: "uden-titel", kind: "concept", summary: "S" }, 7, null,
                 { id: "html", kind: "concept", title: "<img src=x onerror='window.ran=1'>", summary: "S" },
                 { id: "lang", kind: "concept", title: "x".repeat(1e5), summary: "S" }] })"#,
        )
        .await?;
        panel.css(".card[data-entry=html]").shown().await?;
        panel.css(".card").expect_count(2).await?;
        panel.css(".card__title").nth(0).expect_text("<img").await?;
        panel.css(".card img").expect_count(0).await?;
        panel
            .css(".notice")
            .expect_text("3 dele af kataloget kan ikke vises")
            .await?;
        let ran = page.run("return window.ran ?? null", vec![]).await?;
        assert_eq!(ran, Value::Null);
        Ok(())
    })
}

#[test]
fn an_entry_comes_from_the_hosts_own_search_with_its_sources_and_neighbours() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        panel
            .css(".card[data-entry=kort-3] .card__link")
            .click()
            .await?;
        let title = panel.css(".concept__title");
        title.expect_text("Kort 3").await?;
        title.expect_focus().await?;
        panel
            .css(".concept")
            .expect_text("Problemet er stort.")
            .await?;
        panel.css(".concept").expect_text("En kilde").await?;
        panel.css(".mini__link").named("Kort 19").click().await?;
        title.expect_text("Kort 19").await?;
        panel.css("button.back").click().await?;
        title.expect_text("Kort 3").await?;
        panel.css("button.back").click().await?;
        panel
            .css(".card[data-entry=kort-3] .card__link")
            .expect_focus()
            .await
    })
}

#[test]
fn a_link_to_an_entry_opens_it_and_one_to_none_shows_the_search() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert(
            page,
            &site,
            "location.hash = '#virker.panel=1;entry=kort-15'",
        )
        .await?;
        let panel = page.panel(0);
        panel.css(".concept__title").expect_text("Kort 15").await?;
        insert(
            page,
            &site,
            "location.hash = '#virker.panel=1;entry=findes-ikke'",
        )
        .await?;
        page.panel(0).css(".card").expect_count(6).await
    })
}

#[test]
fn an_entry_that_cannot_be_fetched_is_told_of_and_can_be_retried() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        page.run(
            "window.entries = () => Promise.reject(new Error('nede')); return null",
            vec![],
        )
        .await?;
        panel
            .css(".card[data-entry=kort-2] .card__link")
            .click()
            .await?;
        panel.css(".message[role=alert]").shown().await?;
        page.run("window.entries = undefined; return null", vec![])
            .await?;
        panel.css(".message .button").click().await?;
        panel.css(".concept__title").expect_text("Kort 2").await?;
        panel.css(".concept__title").expect_focus().await
    })
}

/// The parts that a host's own search stands in for.
const PARTS: [&str; 4] = [".cards.json", ".index", ".lexicon", ".entries.json"];

#[test]
fn the_parts_that_a_hosts_own_search_stands_in_for_are_not_fetched() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = open(page, &site).await?;
        search_for(panel, "kort 3").await?;
        panel
            .css(".card[data-entry=kort-3] .card__link")
            .click()
            .await?;
        panel.css(".concept__title").shown().await?;
        for part in PARTS {
            assert_eq!(site.request_count(part), 0, "{part} was fetched");
        }
        assert_eq!(site.request_count(".vocabularies.json"), 1);
        Ok(())
    })
}

#[test]
fn a_property_that_was_set_before_the_element_was_defined_counts() -> Result<()> {
    with_page(async |page| {
        let loader = Gate::closed();
        let site = SiteBuilder::shipped()?
            .hold("/virker.js", &loader)
            .start()?;
        page.open_early(&site, "panel.html", DESKTOP).await?;
        page.wait_until(
            "the element is here",
            "return document.querySelector('virker-panel')",
        )
        .await?;
        page.run(
            &format!("{PROVIDER} document.querySelector('virker-panel').searchProvider = provider; return null"),
            vec![],
        )
        .await?;
        loader.open();
        let panel = page.panel(0);
        panel.css(".card[data-entry=kort-5]").shown().await?;
        for part in PARTS {
            assert_eq!(site.request_count(part), 0, "{part} was fetched");
        }
        Ok(())
    })
}

#[test]
fn setting_or_removing_the_property_later_restarts_the_panel() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        panel.css(".card").shown().await?;
        panel
            .css(".card[data-entry=kort-0]")
            .expect_count(0)
            .await?;
        page.run(
            &format!("{PROVIDER} document.querySelector('virker-panel').searchProvider = provider; return null"),
            vec![],
        )
        .await?;
        panel.css(".card[data-entry=kort-0]").shown().await?;
        let same = "const panel = document.querySelector('virker-panel');
                    const same = panel.searchProvider === provider;
                    panel.searchProvider = undefined; return same";
        assert!(page.evaluate::<bool>(same, vec![]).await?);
        panel.css(".card[data-entry=kort-0]").gone().await?;
        search_for(panel, "madkas").await?;
        panel.css(".card[data-entry=madkassen]").shown().await
    })
}

#[test]
fn a_link_to_a_calculator_works_with_the_entry_that_it_comes_with() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let entries = "window.entries = async (id) => {
            const whole = await (await fetch('/catalogue/catalogue-whole.json')).json();
            return { ...whole, entry: whole.entries.find((entry) => entry.id === id) };
          };
          location.hash = '#virker.panel=1;entry=madkassen;calculator=madkassen;n.mad_pr_dag=54'";
        let panel = insert(page, &site, entries).await?;
        panel.css(".bar[data-own]").expect_text("3.240 kr.").await?;
        panel.css("button.back").click().await?;
        panel
            .css(".concept__title")
            .expect_text("Madkassen")
            .await?;
        panel.css("button.back").click().await?;
        panel.css(".card").expect_count(6).await
    })
}

#[test]
fn a_search_that_is_on_its_way_aborts_when_the_panel_is_removed() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        insert(page, &site, "window.answers = () => new Promise(() => {})").await?;
        page.wait_until("it is asked", "return calls.length > 0")
            .await?;
        page.run(
            "document.querySelector('virker-panel').remove(); return null",
            vec![],
        )
        .await?;
        page.wait_until("it aborts", "return calls[0].signal.aborted")
            .await
    })
}
