//! Somebody at a browser. Each request may fail: its program may end in the middle.

use hyper::{Method, StatusCode};

use crate::support::browser::{Answer, Ask, Browser, Cookie, Failed};
use crate::support::multipart::{content_type, form};
use crate::support::program::{EMAIL, PASSWORD, Program};

pub struct Client {
    browser: Browser,
    cookie: Option<Cookie>,
}

impl Client {
    /// A visitor.
    pub fn of(program: &Program) -> Self {
        Self { browser: Browser::new(program.address), cookie: None }
    }

    /// The admin, after signing in.
    pub async fn signed_in(program: &Program) -> Self {
        let mut client = Self::of(program);
        let answer = client.form("/admin/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await.unwrap();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        client.cookie = Some(answer.cookie());
        client
    }

    /// The same person at another program of the site.
    pub fn at(&self, program: &Program) -> Self {
        Self { browser: Browser::new(program.address), cookie: self.cookie.clone() }
    }

    fn ask<'a>(&'a self, method: Method, path: &'a str) -> Ask<'a> {
        self.browser.ask(method, path).cookie_if(self.cookie.as_ref())
    }

    pub async fn get(&self, path: &str) -> Result<Answer, Failed> {
        self.ask(Method::GET, path).try_send().await
    }

    /// A plain form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Result<Answer, Failed> {
        self.ask(Method::POST, path).fields(fields).try_send().await
    }

    /// A server function, as the admin calls it.
    pub async fn call(&self, path: &str, body: &str) -> Result<Answer, Failed> {
        self.ask(Method::POST, path).json(body).try_send().await
    }

    /// A file, as the admin sends it.
    pub async fn upload(&self, name: &str, content: &[u8]) -> Result<Answer, Failed> {
        let ask = self.ask(Method::POST, "/admin/media/upload").named("content-type", &content_type());
        ask.named("accept", "application/json").body(form(&[], name, content)).try_send().await
    }

    /// A file and its folder in the form that needs no script.
    pub async fn upload_plainly(&self, folder: &str, name: &str, content: &[u8]) -> Result<Answer, Failed> {
        let ask = self.ask(Method::POST, "/admin/media/upload").named("content-type", &content_type());
        ask.body(form(&[("folder", folder)], name, content)).try_send().await
    }
}
