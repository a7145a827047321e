//! The configurator: what it gives works on a host's page, and shows nothing of a catalogue but text.

use anyhow::{Context, Result, ensure};
use browser_tests::page::until;
use browser_tests::screens::configurator_ready;
use browser_tests::{
    DESKTOP, Key, Page, Response, Root, Site, SiteBuilder, TwoOrigins, with_chromium, with_page,
};
use serde_json::{Value, json};

/// Opens the configurator of this site.
async fn open<'p>(page: &'p Page, site: &Site) -> Result<Root<'p>> {
    page.open_site(site, "indsaet.html", DESKTOP).await?;
    configurator_ready(page).await?;
    Ok(page.document())
}

/// Chooses a radio button or a checkbox.
async fn choose(document: Root<'_>, name: &str, value: &str) -> Result<()> {
    document
        .css(&format!("input[name='{name}'][value='{value}']"))
        .click()
        .await
}

/// The text of the block with this heading, once it contains something.
async fn block(page: &Page, title: &str, contains: &str) -> Result<String> {
    until(&format!("'{title}' has {contains}"), async || {
        let text: Option<String> = page
            .evaluate(
                "return [...document.querySelectorAll('.block')].find((block) => block.querySelector('h3').textContent === arguments[0])?.querySelector('code').textContent ?? null",
                vec![title.into()],
            )
            .await?;
        Ok(text.filter(|text| text.contains(contains)))
    })
    .await
}

/// The policy that it gives, for a page that allows nothing else but its own styles.
async fn policy(page: &Page) -> Result<String> {
    let lines = block(page, "Hvis I har en Content-Security-Policy", "script-src").await?;
    Ok(format!("default-src 'none'; style-src 'self'; {lines}"))
}

async fn open_details(document: Root<'_>) -> Result<()> {
    document.css("details.step > summary").click().await?;
    document.css("#fallback-text").shown().await
}

/// The first hash in a code.
fn integrity_of(code: &str) -> Result<&str> {
    code.split_once("integrity=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(hash, _)| hash)
        .context("the code has no integrity")
}

#[test]
fn the_element_works_on_a_strict_page_of_another_origin() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let document = open(page, &sites.widget).await?;
        choose(document, "element", "virker-calculator").await?;
        document
            .css("#calculator")
            .choose("Regn på Madkassen")
            .await?;
        document.css("[name='n.mad_pr_dag']").fill("69,42").await?;
        open_details(document).await?;
        // What a host writes is text, whatever it looks like.
        document
            .css("#fallback-text")
            .fill("Hjælp \"nu\" & <b>her</b>")
            .await?;
        let code = block(page, "Koden", "&lt;b&gt;her").await?;
        ensure!(!code.contains("<b>"), "{code}");
        ensure!(code.contains("values=\"mad_pr_dag=69,42\""), "{code}");
        ensure!(integrity_of(&code)?.starts_with("sha256-"), "{code}");
        let policy = policy(page).await?;

        sites.open(page, &code, Some(&policy), DESKTOP).await?;
        let calculator = page.calculator(0);
        calculator.ready().await?;
        calculator.css(".answer__number").shown().await?;
        page.document()
            .css("virker-calculator > a")
            .expect(
                "is a text",
                "els[0].textContent === 'Hjælp \"nu\" & <b>her</b>'",
            )
            .await
    })
}

#[test]
fn the_frame_works_with_the_lists_that_it_gives() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let document = open(page, &sites.widget).await?;
        choose(document, "way", "frame").await?;
        let code = block(page, "Koden", "<iframe").await?;
        let lists = block(page, "Til den, der driver Virkers server", "parents").await?;
        let lists: Value =
            serde_json::from_str(&lists.replace("https://www.jeres-side.dk", &sites.host.url()))?;
        sites.list(lists);
        let policy = policy(page).await?;
        ensure!(!policy.contains("wasm"), "{policy}");
        ensure!(code.contains("title=\"Find det der virker\""), "{code}");

        sites.open(page, &code, Some(&policy), DESKTOP).await?;
        page.client().enter_frame(0).await?;
        page.panel(0).ready().await?;
        page.client().enter_parent_frame().await?;
        page.document()
            .css("iframe.virker")
            .expect(
                "has the height of its panel",
                "Number(els[0].height) > 1200",
            )
            .await
    })
}

#[test]
fn the_link_works_where_the_theme_has_the_scripts() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let document = open(page, &sites.widget).await?;
        choose(document, "audience", "paaroerende").await?;
        document.css("[data-lock=audience] input").click().await?;
        choose(document, "way", "link").await?;
        let link = block(page, "Til redaktøren", "paaroerende").await?;
        let scripts = block(page, "Til den, der styrer skabelonen", "virker-link.js").await?;
        let policy = policy(page).await?;

        let body = format!("<p>{link}</p>{scripts}");
        sites.open(page, &body, Some(&policy), DESKTOP).await?;
        page.panel(0).ready().await?;
        let set: Vec<String> = page
            .evaluate(
                "const panel = document.querySelector('virker-panel'); return ['audience', 'locked'].map((name) => panel.getAttribute(name))",
                vec![],
            )
            .await?;
        assert_eq!(set, ["paaroerende", "audience"]);

        // With another address, the choices stand in data-… attributes.
        let document = open(page, &sites.widget).await?;
        choose(document, "arena", "hjem-og-mad").await?;
        choose(document, "way", "link").await?;
        open_details(document).await?;
        document
            .css("#fallback-address")
            .fill("https://fjordby.example/hjaelp")
            .await?;
        page.press(Key::Tab).await?;
        let link = block(page, "Til redaktøren", "data-arena").await?;
        sites
            .open(page, &format!("{link}{scripts}"), Some(&policy), DESKTOP)
            .await?;
        page.panel(0).ready().await?;
        page.document()
            .css("virker-panel[arena='hjem-og-mad'] > a[href='https://fjordby.example/hjaelp']")
            .attached()
            .await
    })
}

#[test]
fn only_what_fits_the_element_is_in_the_code() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let document = open(page, &site).await?;
        choose(document, "arena", "familien").await?;
        document.css("[data-lock=arena] input").click().await?;
        document.css("#query").fill("mad").await?;
        let code = block(page, "Koden", "query=\"mad\"").await?;
        ensure!(code.contains("arena=\"familien\""), "{code}");
        ensure!(code.contains("locked=\"arena\""), "{code}");

        choose(document, "element", "virker-worksheet").await?;
        document
            .css("#worksheet")
            .choose("Min hverdagsplan")
            .await?;
        let code = block(page, "Koden", "worksheet=\"hverdagsplan\"").await?;
        for gone in ["arena", "locked", "query", "calculator"] {
            ensure!(!code.contains(&format!(" {gone}=")), "{gone} in {code}");
        }
        document.css("#arena").gone().await?;
        document.css("#calculator").gone().await?;

        choose(document, "element", "virker-concept").await?;
        document.css("#concept").choose("Madkassen").await?;
        choose(document, "view", "card").await?;
        let code = block(page, "Koden", "concept=\"madkassen\"").await?;
        ensure!(code.contains("view=\"card\""), "{code}");
        let styles = block(page, "Til jeres stilark", "virker-concept:not(:defined)").await?;
        ensure!(styles.contains("min-block-size"), "{styles}");
        Ok(())
    })
}

#[test]
fn a_catalogues_texts_are_only_text_and_ids_that_are_none_are_left_out() -> Result<()> {
    const MARKUP: &str = "<img src=x onerror=\"window.ran = true\">";
    let whole = json!({
        "vocabularies": {
            "arenas": [
                { "id": "hjem", "label": { "da": MARKUP } },
                { "id": "\" onclick=\"", "label": { "da": "Ingen id" } },
                { "id": "tom", "label": { "da": 7 } },
                null,
            ],
            "audiences": "ingen liste",
        },
        "entries": [{ "id": "en", "title": MARKUP }],
        "calculators": [{ "id": "regn", "title": "Regn", "inputs": { "no": "list" } }],
    })
    .to_string();
    with_page(async |page| {
        let whole = whole.clone();
        let site = SiteBuilder::shipped()?
            .route(move |request| {
                let response = Response::new(200).header("Content-Type", "application/json");
                request
                    .path
                    .ends_with("/catalogue-whole.json")
                    .then(|| response.body(whole.as_str()))
            })
            .start()?;
        let document = open(page, &site).await?;
        assert_eq!(
            document.css("#arena label").texts().await?,
            ["Alle", MARKUP]
        );
        choose(document, "element", "virker-concept").await?;
        document.css("#concept").choose(MARKUP).await?;
        document.css("main img").expect_count(0).await?;
        let ran: bool = page.evaluate("return !!window.ran", vec![]).await?;
        assert!(!ran);
        Ok(())
    })
}

#[test]
fn what_others_would_be_told_is_warned_of_and_stands_in_the_privacy_text() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let document = open(page, &site).await?;
        let quiet = block(page, "Til jeres privatlivspolitik", "cookies").await?;
        ensure!(!quiet.contains("Vores egne programmer"), "{quiet}");
        open_details(document).await?;
        document.css("#full").gone().await?;
        choose(document, "events", "full").await?;
        document
            .css("#full")
            .containing("Det kan røbe noget om helbred")
            .shown()
            .await?;
        block(page, "Til jeres privatlivspolitik", "Vores egne programmer").await?;
        block(page, "Koden", "events=\"full\"").await?;

        document.css("#floating").gone().await?;
        document.css("input[name=exact]").click().await?;
        document.css("#floating").shown().await?;
        until("the code has no integrity", async || {
            let code = block(page, "Koden", "virker.js").await?;
            Ok((!code.contains("integrity")).then_some(()))
        })
        .await?;
        // A frame and a link tell nobody.
        choose(document, "way", "frame").await?;
        document.css("#full").gone().await?;
        let address = block(page, "Koden", "<iframe").await?;
        ensure!(!address.contains("events"), "{address}");
        Ok(())
    })
}

#[test]
fn own_colours_are_seen_at_once_and_those_that_cannot_be_read_are_named() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let document = open(page, &site).await?;
        document.css("input[name=own-colours]").click().await?;
        document
            .css("#contrast")
            .containing("Det er nok til tekst")
            .shown()
            .await?;
        // A colour's own dialog is the browser's.
        let pick = "els[0].value = '#7a1f2b'; els[0].dispatchEvent(new Event('input', { bubbles: true })); return null";
        document
            .css("#accent")
            .evaluate::<Value>(&format!("(() => {{ {pick} }})()"))
            .await?;
        block(page, "Til jeres stilark", "--virker-accent: #7a1f2b").await?;
        page.panel(0)
            .css("form.search .button")
            .expect(
                "has the colour",
                "getComputedStyle(els[0]).backgroundColor === 'rgb(122, 31, 43)'",
            )
            .await?;
        let pick = pick.replace("#7a1f2b", "#e8b04a");
        document
            .css("#accent")
            .evaluate::<Value>(&format!("(() => {{ {pick} }})()"))
            .await?;
        document
            .css("#contrast[data-low]")
            .containing("mindst 4,5 til 1")
            .shown()
            .await
    })
}

#[test]
fn a_text_is_copied_with_the_keyboard_and_that_is_announced() -> Result<()> {
    with_chromium(async |page| {
        let site = Site::shipped()?;
        let document = open(page, &site).await?;
        page.devtools(
            "Browser.grantPermissions",
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        )
        .await?;
        let code = block(page, "Koden", "<virker-panel").await?;
        let button = document.button("Kopiér: Koden");
        button.focus().await?;
        page.press(Key::Enter).await?;
        document
            .css("#told[role=status]")
            .expect_text("Kopieret: Koden")
            .await?;
        document.button("Kopieret: Koden").expect_focus().await?;
        let copied: String = page
            .evaluate_async("return navigator.clipboard.readText()", vec![])
            .await?;
        assert_eq!(copied, code);
        Ok(())
    })
}

#[test]
fn a_catalogue_that_cannot_be_read_is_told_of_and_the_choices_stay() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let document = open(page, &site).await?;
        open_details(document).await?;
        document
            .css("#catalogue")
            .fill(&format!("{}/findes-ikke.json", site.url()))
            .await?;
        page.press(Key::Tab).await?;
        document
            .css("#catalogue-hint[role=status]")
            .containing("kan ikke læses")
            .shown()
            .await?;
        block(page, "Koden", "findes-ikke.json").await?;
        document.css("#arena input").nth(3).shown().await
    })
}
