//! Long work that lets other work come between.
//!
//! Reading a large catalogue takes hundreds of milliseconds on a slow phone, and a page answers nobody meanwhile. What
//! reads it awaits a pause now and then: in a browser the next task begins there, and natively nothing does.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Makes a pause.
pub(crate) type Pause<'a> = &'a dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>;

/// Does work without any pause.
pub(crate) fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        // Nothing in it ever waits.
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
    }
}

/// The pause of [`at_once`].
pub(crate) fn none() -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(std::future::ready(()))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;
    use std::future::poll_fn;

    use super::*;

    /// A pause in which something else is done once, and which is counted.
    pub(crate) fn counted(pauses: &'static Cell<usize>) -> Pin<Box<dyn Future<Output = ()>>> {
        let mut began = false;
        Box::pin(poll_fn(move |_| {
            if std::mem::replace(&mut began, true) {
                return Poll::Ready(());
            }
            pauses.set(pauses.get() + 1);
            Poll::Pending
        }))
    }

    /// A counter that lives as long as the test's process.
    pub(crate) fn counter() -> &'static Cell<usize> {
        Box::leak(Box::default())
    }

    #[test]
    fn work_goes_on_where_it_paused() {
        let pauses = counter();
        let work = async {
            let mut done = 0;
            for _ in 0..3 {
                counted(pauses).await;
                done += 1;
            }
            done
        };
        assert_eq!((at_once(work), pauses.get()), (3, 3));
    }
}
