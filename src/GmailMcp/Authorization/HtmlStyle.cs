namespace GmailMcp.Authorization;

/// <summary>The one style of the server's own pages. Text has at least 7:1 and edges of controls at least 3:1 (WCAG 2.2 §1.4.6,
/// §1.4.11), in light and dark; sizes grow with the reader's text.</summary>
internal static class HtmlStyle
{
    public const string Sheet = """
        :root{color-scheme:light dark;--page:#f5f7fa;--card:#fff;--line:#d8dee6;--edge:#6b7684;--text:#1b2129;--muted:#47515e;
        --code:#eef2f7;--accent:#0b4fb8;--on-accent:#fff;--bad:#8c1d18;--bad-back:#fdecea;--care:#9a6a00;--care-back:#fff6df}
        @media(prefers-color-scheme:dark){:root{--page:#0f1318;--card:#181d24;--line:#2d3540;--edge:#8b96a5;--text:#e8ecf1;
        --muted:#b6c0cc;--code:#232a33;--accent:#9cc2ff;--on-accent:#0a1b33;--bad:#ffb4ab;--bad-back:#3b1714;--care:#e6b450;--care-back:#2e2510}}
        *{box-sizing:border-box}
        body{margin:0;font:1rem/1.55 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;color:var(--text);background:var(--page);
        overflow-wrap:break-word}
        header{display:flex;align-items:center;gap:.7rem;padding:.9rem max(1.25rem,50% - 24.75rem);font-weight:600;background:var(--card);
        border-bottom:1px solid var(--line)}
        svg{flex:none;width:1.7rem;height:auto;fill:none;stroke:var(--accent);stroke-width:3;stroke-linecap:round;stroke-linejoin:round}
        main{max-width:52rem;margin:0 auto;padding:1.75rem 1.25rem 3rem}
        h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.015em;margin:0 0 .6rem}
        h2{font-size:1.2rem;line-height:1.3;margin:0 0 .6rem}
        h3{font-size:.95rem;margin:1.1rem 0 .4rem}
        p{margin:0 0 .8rem}
        .lead{font-size:1.08rem;color:var(--muted);max-width:40rem}
        .muted{color:var(--muted)}
        small{line-height:1.4}
        .card{margin:1.25rem 0;padding:1.25rem clamp(1rem,4vw,1.4rem);background:var(--card);border:1px solid var(--line);border-radius:12px}
        .card>:last-child{margin-bottom:0}
        a{color:var(--accent)}
        code,pre{font-family:ui-monospace,SFMono-Regular,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em;background:var(--code);
        border-radius:6px;overflow-wrap:anywhere}
        code{padding:.12em .35em}
        pre{margin:0 0 .8rem;padding:.8rem 1rem;font-size:.875rem;white-space:pre-wrap}
        pre code{padding:0;font-size:1em;background:none}
        .code{margin:1rem 0;padding:.6rem 1rem;font:600 2.2rem/1.3 ui-monospace,SFMono-Regular,Consolas,"DejaVu Sans Mono",monospace;
        letter-spacing:.2em;text-align:center;background:var(--code);border-radius:8px}
        table{width:100%;border-collapse:collapse}
        caption{padding:0 0 .4rem;text-align:left;font-weight:600}
        th,td{padding:.5rem .9rem .5rem 0;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
        th:last-child,td:last-child{padding-right:0}
        thead th{border-top:0;font-size:.9rem;font-weight:500;color:var(--muted)}
        tbody th{font-weight:500}
        .number{text-align:right;font-variant-numeric:tabular-nums}
        .figures{max-width:34rem}
        .whole{white-space:nowrap}
        .scroll{margin:0 0 1.4rem;overflow-x:auto;border-radius:6px}
        .scroll th,.scroll td{white-space:nowrap}
        .bar{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:.6rem;margin:0 0 .8rem}
        .bar h2{margin:0}
        .line{display:flex;flex-wrap:wrap;align-items:center;gap:.6rem}
        .line label{flex:1 0 100%;font-weight:500}
        .line input{flex:1 1 14rem;min-width:0}
        [hidden]{display:none!important}
        input{font:inherit;padding:.6rem .75rem;color:var(--text);background:var(--card);border:1px solid var(--edge);border-radius:8px}
        [aria-invalid]{border:2px solid var(--bad)}
        button{font:inherit;font-weight:600;padding:.6rem 1.2rem;color:var(--on-accent);background:var(--accent);
        border:1px solid var(--accent);border-radius:8px;cursor:pointer}
        button:hover{text-decoration:underline}
        .quiet{padding:.4rem .9rem;color:var(--accent);background:none;border-color:var(--edge)}
        .alert,.care{padding:.7rem .9rem;border-left:4px solid;border-radius:6px}
        .alert{font-weight:500;color:var(--bad);background:var(--bad-back)}
        .care{margin:1rem 0;background:var(--care-back);border-color:var(--care)}
        @media(max-width:34rem){.served{table-layout:fixed}.served th{width:50%}}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        """;
}
