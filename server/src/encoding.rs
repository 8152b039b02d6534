//! In which forms a client takes a body: `Accept-Encoding` (RFC 9110, 12.5.3).

use axum::http::{HeaderMap, HeaderValue, header};

/// A form of which we have a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// What the client likes best; of equals the smallest. Bare where it takes nothing else that we have.
    pub fn best(headers: &HeaderMap) -> Self {
        let accepted = Accepted::read(headers);
        let forms = [Self::Identity, Self::Gzip, Self::Brotli].map(|form| (accepted.weight(form), form));
        let best = forms.into_iter().filter(|(weight, _)| *weight > 0).max_by_key(|(weight, _)| *weight);
        best.map_or(Self::Identity, |(_, form)| form)
    }

    /// As `Content-Encoding` says it.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// Names and weights, in thousandths.
struct Accepted(Vec<(String, u16)>);

impl Accepted {
    fn read(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::ACCEPT_ENCODING).into_iter().filter_map(|line| line.to_str().ok());
        Self(lines.flat_map(|line| line.split(',')).filter_map(named).collect())
    }

    fn weight(&self, form: Encoding) -> u16 {
        let of = |name: &str| self.0.iter().find(|(known, _)| known == name).map(|(_, weight)| *weight);
        match form {
            Encoding::Brotli => of("br").or_else(|| of("*")).unwrap_or(0),
            Encoding::Gzip => of("gzip").or_else(|| of("x-gzip")).or_else(|| of("*")).unwrap_or(0),
            // Taken by everyone who does not refuse it; those who do not name it like every other form better.
            Encoding::Identity => of("identity").or_else(|| of("*").filter(|weight| *weight == 0)).unwrap_or(1),
        }
    }
}

fn named(item: &str) -> Option<(String, u16)> {
    let mut parts = item.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_lowercase();
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let weight = weight.map_or(Some(1.0), |weight| weight.trim().parse::<f32>().ok()).unwrap_or(0.0);
    Some((name, (weight.clamp(0.0, 1.0) * 1_000.0).round() as u16))
}

/// Takes out of `Accept-Encoding` that a bare body is refused. Where there is no other, the client gets it nevertheless: the RFC
/// allows it, and 406 helps nobody.
pub fn accept_bare_body(headers: &mut HeaderMap) {
    let accepted = Accepted::read(headers);
    if accepted.0.iter().any(|(name, weight)| *weight == 0 && (name == "identity" || name == "*")) {
        let kept = accepted.0.iter().filter(|(_, weight)| *weight > 0);
        let kept: Vec<_> = kept.map(|(name, weight)| format!("{name};q={:.3}", f32::from(*weight) / 1_000.0)).collect();
        match HeaderValue::from_str(&kept.join(", ")) {
            Ok(kept) if !kept.is_empty() => headers.insert(header::ACCEPT_ENCODING, kept),
            _ => headers.remove(header::ACCEPT_ENCODING),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(accepted: &str) -> Encoding {
        Encoding::best(&HeaderMap::from_iter([(header::ACCEPT_ENCODING, accepted.parse().unwrap())]))
    }

    #[test]
    fn the_form_that_the_browser_likes_best_is_sent_and_of_equals_the_smallest() {
        assert_eq!(best("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(best("gzip"), Encoding::Gzip);
        assert_eq!(best("br;q=0, gzip;q=0.5"), Encoding::Gzip);
        assert_eq!(best("gzip;q=1.0, br;q=0.001"), Encoding::Gzip);
        assert_eq!(best("gzip;q=0.5, identity;q=1"), Encoding::Identity);
        assert_eq!(best("GZIP"), Encoding::Gzip);
        assert_eq!(best("x-gzip"), Encoding::Gzip);
        assert_eq!(best("*"), Encoding::Brotli);
        assert_eq!(best("br;q=0,zstd;q=0,*"), Encoding::Gzip);
        assert_eq!(best("identity"), Encoding::Identity);
        assert_eq!(best("identity;q=0"), Encoding::Identity);
        assert_eq!(best("br;q=hostile, gzip;q=-1"), Encoding::Identity);
        assert_eq!(best(""), Encoding::Identity);
        assert_eq!(Encoding::best(&HeaderMap::new()), Encoding::Identity);
    }
}
