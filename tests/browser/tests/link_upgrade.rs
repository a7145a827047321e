//! Links that a script of the theme turns into elements.

use anyhow::Result;
use browser_tests::{DESKTOP, Page, TwoOrigins, with_page};

/// The script's tag, and the widget's before it.
fn scripts(sites: &TwoOrigins) -> String {
    format!(
        "<script type=module async src='{0}/virker.js' crossorigin=anonymous></script>\
         <script type=module async src='{0}/virker-link.js' crossorigin=anonymous></script>",
        sites.widget.url()
    )
}

/// The names of the attributes of the first element of this name.
async fn attributes(page: &Page, element: &str) -> Result<Vec<String>> {
    page.evaluate(
        &format!(
            "return document.querySelector('{element}').getAttributeNames().filter((name) => name !== 'catalogue')"
        ),
        vec![],
    )
    .await
}

/// Waits until the script has run: it upgrades the last link of the page last.
async fn ran(page: &Page) -> Result<()> {
    page.document().css("virker-panel#sidst").attached().await
}

const LAST: &str = "<a class=virker href='/hjaelp' data-id=sidst>Sidst</a>";

#[test]
fn a_link_becomes_the_element_that_its_address_names_and_stays_in_it() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let address = format!(
            "{}/ramme.html?element=virker-calculator&amp;calculator=madkassen&amp;heading-level=3",
            sites.widget.url()
        );
        let body = format!(
            "<p>Regn med: <a class='virker' href='{address}'>Regn på Madkassen</a></p>{}",
            scripts(&sites)
        );
        sites.open(page, &body, None, DESKTOP).await?;
        let calculator = page.calculator(0);
        calculator.ready().await?;
        calculator.css("h3").nth(0).shown().await?;
        assert_eq!(
            attributes(page, "virker-calculator").await?,
            ["heading-level", "calculator"]
                .iter()
                .rev()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        );
        page.document()
            .css("virker-calculator > a[href]")
            .attached()
            .await
    })
}

#[test]
fn only_listed_attributes_pass_and_a_link_without_the_class_stays_a_link() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let body = format!(
            "<a href='{0}/ramme.html?element=virker-panel' id=almindelig>Et almindeligt link</a>
             <a class=virker href='/hjaelp' data-element=script data-src='{0}/virker.js' id=ukendt>Ukendt</a>
             <a class=virker href='/hjaelp' data-arena=hjem-og-mad data-locked=arena data-onclick='alert(1)' data-style='color:red' data-events=full data-debug=true>Hjem</a>
             {LAST}{1}",
            sites.widget.url(),
            scripts(&sites)
        );
        sites.open(page, &body, None, DESKTOP).await?;
        ran(page).await?;
        assert_eq!(attributes(page, "virker-panel").await?, ["arena", "locked"]);
        page.document().css("main > a#almindelig").shown().await?;
        page.document().css("main > a#ukendt").shown().await?;
        page.document()
            .css("main > script:not([src])")
            .expect_count(0)
            .await
    })
}

#[test]
fn a_link_with_an_address_that_is_none_stays_and_those_after_it_are_upgraded() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let body = format!(
            "<a class=virker href='http://[' id=adresse>Adresse</a>
             <a class=virker href='/hjaelp' data-catalogue='https://' id=katalog>Katalog</a>
             {LAST}{}",
            scripts(&sites)
        );
        sites.open(page, &body, None, DESKTOP).await?;
        ran(page).await?;
        page.document().css("main > a#adresse").shown().await?;
        page.document().css("main > a#katalog").shown().await?;
        let console = page.console().await?;
        for address in ["http://[", "https://"] {
            assert!(
                console
                    .iter()
                    .any(|line| line.contains(&format!("{address} is no address"))),
                "{console:?}"
            );
        }
        Ok(())
    })
}

#[test]
fn a_link_cannot_make_the_page_ask_another_server_for_a_catalogue() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let foreign = TwoOrigins::start()?;
        let body = format!(
            "<a class=virker href='/hjaelp' data-catalogue='{0}/catalogue/catalogue.json' id=fremmed>Fremmed</a>
             <a class=virker href='{1}/ramme.html?catalogue={0}/catalogue/catalogue.json' id=ogsaa>Også</a>
             {LAST}{2}",
            foreign.widget.url(),
            sites.widget.url(),
            scripts(&sites)
        );
        sites.open(page, &body, None, DESKTOP).await?;
        ran(page).await?;
        page.panel(0).ready().await?;
        page.document().css("main > a#fremmed").shown().await?;
        page.document().css("main > a#ogsaa").shown().await?;
        assert_eq!(foreign.widget.requests().len(), 0);
        Ok(())
    })
}

#[test]
fn the_script_fetches_the_widget_itself_unless_the_page_has_a_tag_for_it() -> Result<()> {
    with_page(async |page| {
        let sites = TwoOrigins::start()?;
        let script = format!(
            "<script type=module async src='{}/virker-link.js' crossorigin=anonymous></script>",
            sites.widget.url()
        );
        sites
            // It comes before the link, which may not be there yet when it runs.
            .open(page, &format!("{script}{LAST}"), None, DESKTOP)
            .await?;
        page.panel(0).ready().await?;

        // The file is not the one whose hash the page gives: it does not run, and not by another way either.
        let sites = TwoOrigins::start()?;
        let scripts = scripts(&sites).replacen(
            " crossorigin",
            " integrity='sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' crossorigin",
            1,
        );
        sites
            .open(page, &format!("{LAST}{scripts}"), None, DESKTOP)
            .await?;
        ran(page).await?;
        page.document().css("virker-panel > a").shown().await?;
        page.settle().await?;
        let is_defined: bool = page
            .evaluate("return !!customElements.get('virker-panel')", vec![])
            .await?;
        assert!(!is_defined);
        assert_eq!(sites.widget.request_count("/virker.js"), 1);
        Ok(())
    })
}
