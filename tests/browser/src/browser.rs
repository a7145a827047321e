//! The browser that the tests drive: Chromium, or the one that `VIRKER_BROWSER` names.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::paths;

/// A browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// The one that everything is tried in: its DevTools slow, watch and emulate.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser, which is of the kind that every browser on an iPhone is.
    WebKit,
}

/// How a driver is started, and how its port is learnt.
pub(crate) struct Start {
    pub(crate) program: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    pub(crate) environment: Vec<(&'static str, OsString)>,
    /// The port that it was told to take; one that it chooses is in its first words.
    pub(crate) port: Option<u16>,
}

impl Browser {
    /// The browser that is wanted in this run.
    pub fn wanted() -> Result<Self> {
        match env::var("VIRKER_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            Ok("webkit") => Ok(Self::WebKit),
            Ok(other) => {
                bail!("VIRKER_BROWSER is '{other}'; it may be chromium, firefox or webkit")
            }
        }
    }

    /// How many may be open at once at most: only Chromium's driver knows of more than one.
    pub(crate) const fn most(self) -> usize {
        match self {
            Self::Chromium => 2,
            Self::Firefox | Self::WebKit => 1,
        }
    }

    /// Whether its driver tells what is in a page's console.
    pub(crate) fn tells_the_console(self) -> bool {
        self == Self::Chromium
    }

    /// How its driver is started.
    pub(crate) fn driver(self) -> Result<Start> {
        let named = |variable: &str, program: &str, package: &str| {
            env::var_os(variable)
                .map(PathBuf::from)
                .or_else(|| paths::program(&[program]))
                .with_context(|| {
                    format!("no {program} on PATH: `cargo xtask test` installs it or says how ({package})")
                })
        };
        let port = |number: u16| OsString::from(format!("--port={number}"));
        match self {
            Self::Chromium => Ok(Start {
                program: named(
                    "VIRKER_CHROMEDRIVER",
                    "chromedriver",
                    "Debian: chromium-driver",
                )?,
                arguments: vec![port(0)],
                environment: Vec::new(),
                port: None,
            }),
            Self::Firefox => {
                let free = free_port()?;
                Ok(Start {
                    program: named(
                        "VIRKER_GECKODRIVER",
                        "geckodriver",
                        "cargo install geckodriver",
                    )?,
                    arguments: vec![port(free)],
                    environment: Vec::new(),
                    port: Some(free),
                })
            }
            // It cannot run without a screen. Without a window manager, the window under the pointer has the focus.
            // The pointer is in the middle of the screen, so that must be within the narrowest window.
            Self::WebKit => {
                let free = free_port()?;
                let driver = named(
                    "VIRKER_WEBKITDRIVER",
                    "WebKitWebDriver",
                    "Debian: webkit2gtk-driver",
                )?;
                Ok(Start {
                    program: named("VIRKER_XVFB", "xvfb-run", "Debian: xvfb")?,
                    arguments: vec![
                        "-a".into(),
                        "-s".into(),
                        "-screen 0 600x620x24".into(),
                        driver.into(),
                        port(free),
                    ],
                    environment: vec![("XDG_CONFIG_HOME", narrow_buttons()?.into())],
                    port: Some(free),
                })
            }
        }
    }

    /// What a session is started with; `profile` is a folder that does not exist yet.
    pub(crate) fn capabilities(self, profile: &Path) -> Result<Map<String, Value>> {
        let capabilities = match self {
            Self::Chromium => chromium(profile)?,
            Self::Firefox => firefox(profile)?,
            Self::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": mini_browser()?,
                    "args": ["--automation"],
                },
            }),
        };
        let Value::Object(mut capabilities) = capabilities else {
            bail!("capabilities are an object");
        };
        // The tests wait for what they need; a page whose script is held back never finishes loading.
        capabilities.insert("pageLoadStrategy".to_owned(), json!("none"));
        Ok(capabilities)
    }
}

/// Chromium with nothing of its own going over the network.
fn chromium(profile: &Path) -> Result<Value> {
    let mut arguments: Vec<String> = [
        "--headless=new",
        // The driver then holds the browser by a pipe: when the driver is gone, the browser ends itself.
        "--remote-debugging-pipe",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--disable-dev-shm-usage",
        "--disable-features=OptimizationHints,MediaRouter,Translate",
        // Without a scroll bar, a window of 320 pixels shows 320 pixels of page.
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--font-render-hinting=none",
        "--lang=da",
        "--window-size=1200,900",
    ]
    .map(str::to_owned)
    .to_vec();
    if fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0) {
        // Chromium's sandbox refuses to run as root, which is who we are in a container.
        arguments.push("--no-sandbox".to_owned());
    }
    arguments.push(format!("--user-data-dir={}", profile.display()));
    let binary = env::var_os("VIRKER_CHROMIUM")
        .map(PathBuf::from)
        .or_else(|| {
            paths::program(&[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ])
        })
        .context(
            "no Chromium on PATH: `cargo xtask test` installs it or says how (Debian: chromium)",
        )?;
    Ok(json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": binary,
            "args": arguments,
            "prefs": {"intl.accept_languages": "da,en"},
            "perfLoggingPrefs": {"enableNetwork": true, "enablePage": false},
        },
        "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"},
    }))
}

/// Firefox, with a window that can be as narrow as a phone's: its toolbar would otherwise prevent that.
fn firefox(profile: &Path) -> Result<Value> {
    let styles = profile.join("chrome");
    fs::create_dir_all(&styles).context("making a profile for Firefox")?;
    fs::write(
        styles.join("userChrome.css"),
        ":root, #main-window { min-width: 0 !important; }",
    )
    .context("making a profile for Firefox")?;
    Ok(json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "args": ["-headless", "-profile", profile],
            "prefs": {
                "intl.accept_languages": "da, en",
                "toolkit.legacyUserProfileCustomizations.stylesheets": true,
                // Tab goes to links too, as on every system but one.
                "accessibility.tabfocus": 7,
            },
        },
    }))
}

/// A folder with GTK styles in which buttons are no larger than their icons: MiniBrowser's toolbar would otherwise keep
/// its window from being as narrow as a phone's.
fn narrow_buttons() -> Result<PathBuf> {
    let folder = paths::target().join("browser-config");
    let styles = folder.join("gtk-3.0");
    fs::create_dir_all(&styles).context("making a folder with styles for GTK")?;
    fs::write(
        styles.join("gtk.css"),
        "button, entry, image, toolbar, box, tab, tabs, header, notebook, headerbar, progress, widget, window {
           min-width: 0; margin: 0; border-width: 0; padding: 0;
         }",
    )
    .context("writing styles for GTK")?;
    Ok(folder)
}

/// WebKitGTK's own small browser, which is installed beside the library and not on PATH.
fn mini_browser() -> Result<PathBuf> {
    if let Some(named) = env::var_os("VIRKER_MINIBROWSER") {
        return Ok(named.into());
    }
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten();
    folders
        .map(|folder| folder.path())
        .chain([PathBuf::from("/usr/libexec")])
        .flat_map(|folder| {
            ["webkit2gtk-4.1", "webkit2gtk-4.0"].map(|name| folder.join(name).join("MiniBrowser"))
        })
        .find(|browser| browser.is_file())
        .context("no MiniBrowser of WebKitGTK in /usr/lib (Debian: webkit2gtk-driver)")
}

/// A port that is free now; a driver that is started at once will most likely get it.
fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
    Ok(listener.local_addr()?.port())
}
