//! Consent to mails about other things than what somebody asked for. A form asks for it (`public_form`), a mail has it confirmed.

pub mod public;
