//! One connection: requests are read from it and answered, one after the other.

use std::io::{ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::{Request, Response, Shared};

/// How often an idle connection checks whether the server was stopped.
const LOOK_UP: Duration = Duration::from_millis(100);

/// More than any browser sends in the head of a request.
const LONGEST_HEAD: usize = 64 * 1024;
const MOST_HEADERS: usize = 100;

/// What was received of a request's head.
enum Head {
    Partial,
    Broken,
    Whole {
        request: Request,
        length: usize,
        is_last: bool,
    },
}

/// Answers requests until the browser or the server closes the connection.
pub(super) fn serve(mut stream: TcpStream, shared: &Shared) -> Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(LOOK_UP))?;
    let mut unread = Vec::new();
    loop {
        match head(&unread) {
            Head::Partial if unread.len() < LONGEST_HEAD => {
                if !read_more(&mut stream, &mut unread, shared)? {
                    return Ok(());
                }
            }
            Head::Partial | Head::Broken => {
                return Response::text(400, "This is not a request that is understood here.")
                    .write(&mut stream, true);
            }
            Head::Whole {
                request,
                length,
                is_last,
            } => {
                unread.drain(..length);
                if !skip_body(&mut stream, &mut unread, &request, shared)? {
                    return Ok(());
                }
                shared.log().push(request.clone());
                let answer = shared.site.answer(&request);
                answer.write(&mut stream, request.method != "HEAD")?;
                if is_last || answer.cut_after.is_some() {
                    return stream.flush();
                }
            }
        }
    }
}

fn head(bytes: &[u8]) -> Head {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(bytes) {
        Err(_) => Head::Broken,
        Ok(httparse::Status::Partial) => Head::Partial,
        Ok(httparse::Status::Complete(length)) => {
            let request = Request::read(&parsed);
            // A body in chunks is never sent to a static site by a browser.
            if request.header("Transfer-Encoding").is_some() {
                return Head::Broken;
            }
            let closes = request
                .header("Connection")
                .is_some_and(|value| value.eq_ignore_ascii_case("close"));
            let is_last = closes || parsed.version != Some(1);
            Head::Whole {
                request,
                length,
                is_last,
            }
        }
    }
}

/// Reads a body away, since it stands before the next request.
fn skip_body(
    stream: &mut TcpStream,
    unread: &mut Vec<u8>,
    request: &Request,
    shared: &Shared,
) -> Result<bool> {
    let mut left = request
        .header("Content-Length")
        .and_then(|length| length.parse::<usize>().ok())
        .unwrap_or(0);
    loop {
        let here = left.min(unread.len());
        unread.drain(..here);
        left -= here;
        if left == 0 {
            return Ok(true);
        }
        if !read_more(stream, unread, shared)? {
            return Ok(false);
        }
    }
}

/// Waits for more bytes; `false` when none will come, or the server was stopped.
fn read_more(stream: &mut TcpStream, unread: &mut Vec<u8>, shared: &Shared) -> Result<bool> {
    let mut bytes = [0; 8 * 1024];
    while !shared.is_stopped() {
        match stream.read(&mut bytes) {
            Ok(length) => {
                unread.extend(bytes.iter().take(length));
                return Ok(length > 0);
            }
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}
