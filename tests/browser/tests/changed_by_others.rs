//! A browser's translation and extensions change what the widget drew: it goes on, and shows what is so.

use anyhow::Result;
use browser_tests::screens::{open_entry, search_for};
use browser_tests::{DESKTOP, Page, Root, Site, with_page};
use serde_json::{Value, json};

/// How Chrome's translation leaves a text. The words are changed only by a mark, so that they can be compared.
const TRANSLATIONS: [(&str, &str); 2] = [
    (
        "around the text",
        "text.replaceWith(outer); inner.append(text)",
    ),
    (
        "in the text's place",
        "inner.append(text.data); text.replaceWith(outer)",
    ),
];

/// Wraps every text as a browser's translation does.
async fn translate(page: &Page, how: &str) -> Result<()> {
    page.run(
        &format!(
            "for (const panel of document.querySelectorAll('virker-panel, virker-calculator')) {{
               const walker = document.createTreeWalker(panel.shadowRoot, NodeFilter.SHOW_TEXT);
               const texts = [];
               while (walker.nextNode()) if (walker.currentNode.parentNode.localName !== 'font') texts.push(walker.currentNode);
               for (const text of texts) {{
                 const [outer, inner] = [document.createElement('font'), document.createElement('font')];
                 outer.append(inner);
                 {how};
               }}
             }}
             return null"
        ),
        vec![],
    )
    .await?;
    Ok(())
}

/// All that a panel shows, as text.
async fn words(panel: Root<'_>) -> Result<Vec<String>> {
    let all = "[...els].map((el) => el.textContent.replace(/\\s+/g, ' ').trim())";
    panel
        .css(".results__title, .card, .filters, .chip, .message, .concept, .calculator, .bar, output")
        .evaluate(all)
        .await
}

#[test]
fn what_changes_after_the_page_was_translated_is_shown_as_without_translation() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let mut seen: Vec<Vec<Vec<String>>> = Vec::new();
        for how in [None].into_iter().chain(TRANSLATIONS.map(Some)) {
            let translated = async || match how {
                Some((_, how)) => translate(page, how).await,
                None => Ok(()),
            };
            page.open_panel(&site, DESKTOP).await?;
            let panel = page.panel(0);
            let mut shown = Vec::new();
            translated().await?;
            for query in ["madkas", "søvn", "xyzxyz", "job"] {
                // As `search_for`, whose words a translation leaves in pieces.
                panel.css("input#q").fill(query).await?;
                panel
                    .css(".results__title, .message")
                    .expect(
                        query,
                        &format!("els.some((el) => el.textContent.includes('»{query}«'))"),
                    )
                    .await?;
                page.settle().await?;
                shown.push(words(panel).await?);
                translated().await?;
            }
            panel.css(".search__clear").click().await?;
            panel.css(".arena").nth(1).click().await?;
            page.settle().await?;
            shown.push(words(panel).await?);
            translated().await?;
            panel.css(".arena").nth(1).click().await?;
            page.settle().await?;
            shown.push(words(panel).await?);
            translated().await?;
            open_entry(panel, "madkassen").await?;
            translated().await?;
            panel.css("button.concept__calculate").click().await?;
            panel.css("[data-input=mad_pr_dag] input").shown().await?;
            translated().await?;
            let field = panel.css("[data-input=mad_pr_dag] input");
            field.fill("54").await?;
            page.settle().await?;
            shown.push(words(panel).await?);
            translated().await?;
            field.fill("60").await?;
            page.settle().await?;
            shown.push(words(panel).await?);
            translated().await?;
            panel.css("button.back").click().await?;
            page.settle().await?;
            panel.css("button.back").click().await?;
            page.settle().await?;
            shown.push(words(panel).await?);
            assert!(
                !page
                    .console()
                    .await?
                    .iter()
                    .any(|line| line.contains("ERROR")),
                "{:?}",
                page.console().await?
            );
            seen.push(shown);
        }
        for (now, (name, _)) in seen.iter().skip(1).zip(TRANSLATIONS) {
            for (step, (now, plain)) in now.iter().zip(&seen[0]).enumerate() {
                assert_eq!(now, plain, "{name}, step {step}");
            }
        }
        Ok(())
    })
}

#[test]
fn what_an_extension_wraps_in_a_card_is_not_left_in_the_next() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        let panel = page.open_panel(&site, DESKTOP).await?;
        search_for(panel, "madkassen").await?;
        search_for(panel, "støtte").await?;
        page.run(
            "const root = document.querySelector('virker-panel').shadowRoot;
             for (const words of root.querySelectorAll('.card__organisation')) {
               const text = words.firstChild;
               const word = text.splitText(3);
               const after = word.splitText(3);
               const wrapped = document.createElement('b');
               wrapped.append(word);
               after.before(wrapped);
             }
             return null",
            vec![],
        )
        .await?;
        search_for(panel, "arbejde").await?;
        let mixed = page.run(
            "return [...document.querySelector('virker-panel').shadowRoot.querySelectorAll('.card__organisation')]
               .filter((words) => words.querySelector('b')).length",
            vec![],
        );
        assert_eq!(mixed.await?, json!(0));
        Ok(())
    })
}

/// What extensions do to a page, and what is to hold afterwards.
const EXTENSIONS: [(&str, &str); 5] = [
    ("removes the cards", "root.querySelectorAll('.card').forEach((card) => card.closest('li').remove())"),
    ("empties the results", "root.querySelector('.card').closest('ul').replaceChildren()"),
    ("empties the app", "root.querySelector('.app').replaceChildren()"),
    ("empties the panel", "root.querySelector('.inner').replaceChildren()"),
    (
        "wraps the field",
        "const input = root.querySelector('#q');
         const box = document.createElement('span'); box.className = 'assistant';
         input.replaceWith(box); box.append(input, Object.assign(document.createElement('i'), { textContent: 'G' }))",
    ),
];

#[test]
fn what_an_extension_removes_comes_back_and_the_panel_goes_on() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        for (what, script) in EXTENSIONS {
            page.open_panel(&site, DESKTOP).await?;
            let panel = page.panel(0);
            let texts = async || -> Result<Vec<Value>> {
                panel
                    .css(".card")
                    .evaluate("els.map((el) => el.textContent)")
                    .await
            };
            let before = texts().await?;
            page.run(
                &format!("const root = document.querySelector('virker-panel').shadowRoot; {script}; return null"),
                vec![],
            )
            .await?;
            page.settle().await?;
            assert_eq!(texts().await?, before, "an extension {what}");
            search_for(panel, "madkas").await?;
            open_entry(panel, "madkassen").await?;
            panel.css("button.back").click().await?;
            // It moves the focus, which must be over before something is written.
            panel.css(".card__link:focus").attached().await?;
            panel.css("input#q").fill("").await?;
            panel.css(".card").expect_count(6).await?;
            assert_eq!(texts().await?, before, "an extension {what}");
        }
        Ok(())
    })
}

#[test]
fn what_an_extension_removes_again_stays_away() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open_panel(&site, DESKTOP).await?;
        page.run(
            "const root = document.querySelector('virker-panel').shadowRoot;
             const first = () => root.querySelector('.card[data-entry]');
             const unwanted = first().closest('li');
             window.removals = 0;
             new MutationObserver(() => {
               if (unwanted.isConnected) { window.removals++; unwanted.remove(); }
             }).observe(root, { childList: true, subtree: true });
             window.removals++; unwanted.remove(); return null",
            vec![],
        )
        .await?;
        page.settle().await?;
        let removals: u32 = page.evaluate("return removals", vec![]).await?;
        assert_eq!(removals, 2);
        page.panel(0).css(".card").expect_count(5).await?;
        search_for(page.panel(0), "madkas").await
    })
}
