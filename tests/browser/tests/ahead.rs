//! Links in the host's page that ask for the first files ahead: the opening's script and `catalogue.json`.

use anyhow::Result;
use browser_tests::{DESKTOP, Response, Site, SiteBuilder, with_page};

/// How often a file was asked for. The hashed copy of the opening's script has another name than the one that a link names.
fn counts(site: &Site) -> [usize; 3] {
    let requests = site.requests();
    let count = |wanted: &dyn Fn(&str) -> bool| {
        let paths = requests.iter().map(|request| request.path.as_str());
        paths.filter(|path| wanted(path)).count()
    };
    [
        count(&|path| path == "/opening.js"),
        count(&|path| path.starts_with("/opening-")),
        count(&|path| path == "/catalogue/catalogue.json"),
    ]
}

/// How often `catalogue.json` is asked for when a link has asked for it ahead: WebKit does not hand over what it has.
fn catalogues() -> usize {
    1 + usize::from(is_webkit())
}

fn is_webkit() -> bool {
    std::env::var("VIRKER_BROWSER").is_ok_and(|browser| browser == "webkit")
}

#[test]
fn what_the_page_asked_for_ahead_is_used_and_not_fetched_again() -> Result<()> {
    with_page(async |page| {
        let site = Site::shipped()?;
        page.open(&site, "ahead.html", DESKTOP).await?;
        page.panel(0).css(".card").expect_count(6).await?;
        page.settle().await?;
        assert_eq!(counts(&site), [1, 0, catalogues()]);
        Ok(())
    })
}

#[test]
fn a_catalogue_and_a_script_of_another_origin_are_used_too_and_no_cookie_goes_there() -> Result<()>
{
    with_page(async |page| {
        let widget = Site::shipped()?;
        let host = SiteBuilder::shipped()?
            .without_dist()
            .widget_from(&widget)
            .start()?;
        page.navigate(&widget.host("self-test.html")).await?;
        page.run("document.cookie = 'kendt=1; path=/'; return null", vec![])
            .await?;
        page.open(&host, "ahead.html", DESKTOP).await?;
        page.panel(0).css(".card").expect_count(6).await?;
        page.requests_finished().await?;
        assert_eq!(counts(&widget), [1, 0, 1]);
        for request in widget.requests() {
            if !request.path.starts_with("/hosts/") {
                assert_eq!(request.header("Cookie"), None, "{}", request.path);
                // WebKit heeds no policy of a link that preloads: it names the page's origin, as `Origin` does anyway.
                let is_preloaded = request.path.ends_with("/catalogue.json");
                let origin = format!("{}/", host.url());
                match request.header("Referer") {
                    Some(referrer) if is_webkit() && is_preloaded => assert_eq!(referrer, origin),
                    referrer => assert_eq!(referrer, None, "{}", request.path),
                }
            }
        }
        Ok(())
    })
}

#[test]
fn an_opening_of_another_build_or_one_that_is_missing_is_left() -> Result<()> {
    with_page(async |page| {
        let script = |text| {
            Response::new(200)
                .header("Content-Type", "text/javascript")
                .header("Access-Control-Allow-Origin", "*")
                .body(text)
        };
        let other = "export const prepare = () => { throw 1 }; export const name = 'opening-0.js'";
        for fault in ["of another build", "without a name", "missing"] {
            let response = move || match fault {
                "of another build" => script(other),
                "without a name" => script("export {}"),
                _ => Response::text(404, "findes ikke"),
            };
            let site = SiteBuilder::shipped()?
                .route(move |request| (request.path == "/opening.js").then(response))
                .start()?;
            page.open(&site, "ahead.html", DESKTOP).await?;
            page.panel(0).css(".card").expect_count(6).await?;
            assert_eq!(counts(&site)[1..], [1, catalogues()], "{fault}");
        }
        Ok(())
    })
}
