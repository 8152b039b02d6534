//! Counters since the start, in Prometheus' text format 0.0.4.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;

#[derive(Debug)]
pub struct Metrics {
    started: Instant,
    /// Answers by the first digit of their status.
    answers: [AtomicU64; 5],
    throttled: AtomicU64,
    /// Answers that took at most so long as the bound says, each counted in the smallest only.
    within: [AtomicU64; BOUNDS_MICROS.len()],
    slower: AtomicU64,
    micros: AtomicU64,
    pub connections: AtomicU64,
}

const BOUNDS_MICROS: [u64; 8] = [500, 1_000, 2_500, 10_000, 50_000, 250_000, 1_000_000, 5_000_000];

impl Default for Metrics {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            answers: Default::default(),
            throttled: AtomicU64::default(),
            within: Default::default(),
            slower: AtomicU64::default(),
            micros: AtomicU64::default(),
            connections: AtomicU64::default(),
        }
    }
}

impl Metrics {
    pub fn count(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        add(&self.answers[class], 1);
        if status == StatusCode::TOO_MANY_REQUESTS {
            add(&self.throttled, 1);
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bound = BOUNDS_MICROS.iter().position(|bound| micros <= *bound);
        add(bound.map_or(&self.slower, |bound| &self.within[bound]), 1);
        add(&self.micros, micros);
    }

    /// `database_bytes` is the size of the file with its log, `panics` those of the work in the background.
    pub fn text(&self, database_bytes: u64, panics: &[(&str, u32)]) -> String {
        let mut text = Text::default();
        text.kind("magnetiq_info", "gauge", "The version of the program.");
        text.value(&format!("magnetiq_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION")), 1);
        text.kind("magnetiq_uptime_seconds", "gauge", "Since the program started.");
        text.value("magnetiq_uptime_seconds", self.started.elapsed().as_secs());
        text.kind("magnetiq_connections", "gauge", "Open connections.");
        text.value("magnetiq_connections", get(&self.connections));
        text.kind("magnetiq_database_bytes", "gauge", "The database file and its write-ahead log.");
        text.value("magnetiq_database_bytes", database_bytes);
        if let Some(bytes) = resident_bytes() {
            text.kind("process_resident_memory_bytes", "gauge", "Memory of the program that is not swapped out.");
            text.value("process_resident_memory_bytes", bytes);
        }
        text.kind("magnetiq_answers_total", "counter", "Answers by the class of their status.");
        for (class, count) in (1..).zip(&self.answers) {
            text.value(&format!("magnetiq_answers_total{{status=\"{class}xx\"}}"), get(count));
        }
        text.kind("magnetiq_throttled_total", "counter", "Requests that came too fast.");
        text.value("magnetiq_throttled_total", get(&self.throttled));
        text.kind("magnetiq_background_panics_total", "counter", "Panics of work in the background, which then began again.");
        for (work, count) in panics {
            text.value(&format!("magnetiq_background_panics_total{{work=\"{work}\"}}"), count);
        }
        self.histogram(&mut text);
        text.0
    }

    fn histogram(&self, text: &mut Text) {
        text.kind("magnetiq_answer_seconds", "histogram", "From a request's head to the head of its answer.");
        let mut count = 0;
        for (bound, within) in BOUNDS_MICROS.iter().zip(&self.within) {
            count += get(within);
            text.value(&format!("magnetiq_answer_seconds_bucket{{le=\"{}\"}}", seconds(*bound)), count);
        }
        count += get(&self.slower);
        text.value("magnetiq_answer_seconds_bucket{le=\"+Inf\"}", count);
        text.value("magnetiq_answer_seconds_sum", seconds(get(&self.micros)));
        text.value("magnetiq_answer_seconds_count", count);
    }
}

fn add(counter: &AtomicU64, count: u64) {
    counter.fetch_add(count, Ordering::Relaxed);
}

fn get(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

fn seconds(micros: u64) -> f64 {
    Duration::from_micros(micros).as_secs_f64()
}

/// Linux tells it in pages of 4 KiB; elsewhere it is left out.
fn resident_bytes() -> Option<u64> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    Some(pages.split(' ').nth(1)?.parse::<u64>().ok()? * 4096)
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn kind(&mut self, name: &str, kind: &str, help: &str) {
        writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}").expect("writing to a string cannot fail");
    }

    fn value(&mut self, name: &str, value: impl std::fmt::Display) {
        writeln!(self.0, "{name} {value}").expect("writing to a string cannot fail");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_all_that_took_at_most_so_long() {
        let metrics = Metrics::default();
        metrics.count(StatusCode::OK, Duration::from_micros(400));
        metrics.count(StatusCode::NOT_FOUND, Duration::from_millis(2));
        metrics.count(StatusCode::TOO_MANY_REQUESTS, Duration::from_secs(9));
        let text = metrics.text(7, &[("mailer", 2)]);
        for line in [
            "magnetiq_answers_total{status=\"2xx\"} 1",
            "magnetiq_answers_total{status=\"4xx\"} 2",
            "magnetiq_throttled_total 1",
            "magnetiq_background_panics_total{work=\"mailer\"} 2",
            "magnetiq_answer_seconds_bucket{le=\"0.0005\"} 1",
            "magnetiq_answer_seconds_bucket{le=\"0.001\"} 1",
            "magnetiq_answer_seconds_bucket{le=\"0.0025\"} 2",
            "magnetiq_answer_seconds_bucket{le=\"+Inf\"} 3",
            "magnetiq_answer_seconds_count 3",
            "magnetiq_database_bytes 7",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} in\n{text}");
        }
    }
}
