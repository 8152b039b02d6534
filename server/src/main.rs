use axum::{Router, response::Html, routing::get};
#[tokio::main]
async fn main() {
    let r = Router::new()
        .route("/", get(|| async { Html(format!(r#"<!doctype html><script>let m;document.addEventListener("focusin",e=>{{const i=e.target.closest("leptos-island");if(!i)return;m??=import("/pkg/magnetiq.js").then(async x=>{{await x.default({{module_or_path:"/pkg/magnetiq.wasm"}});x.hydrate();for(const i of document.querySelectorAll("leptos-island")){{x[i.dataset.component](i);i.dataset.awake=""}}}})}})</script>{}"#, app::ssr::html(|| leptos::view!{ <app::search::public::SearchField language="en".to_string() query="\"><b>".to_string()/> }))) }))
        .route("/admin", get(|| async { Html(r#"<!doctype html><body><script type=module>import("/pkg/magnetiq.js").then(async x=>{await x.default({module_or_path:"/pkg/magnetiq.wasm"});await x.open_admin()})</script>"#) }))
        .route("/api/{*p}", axum::routing::any(leptos_axum::handle_server_fns))
        .fallback_service(tower_http::services::ServeDir::new("target/site"));
    let l = tokio::net::TcpListener::bind("127.0.0.1:3311").await.unwrap();
    axum::serve(l, r).await.unwrap();
}
