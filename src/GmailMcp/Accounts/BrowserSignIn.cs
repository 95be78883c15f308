namespace GmailMcp.Accounts;

/// <summary>
/// A sign-in from start to end at the terminal: opens the browser, waits for the callback or a pasted address.
/// </summary>
internal sealed class BrowserSignIn(SignIn signIn, IBrowser browser)
{
    /// <summary>Signs in.</summary>
    /// <param name="request">What for.</param>
    /// <param name="opensBrowser">False to leave it to the person, who may be at another machine.</param>
    /// <param name="say">Told what the person should read.</param>
    /// <param name="readLine">Reads a line that the person pastes, null at the end of the input; null where nobody
    /// can.</param>
    /// <param name="findServer">A running server of the same person's that has the port, and takes the callback;
    /// null where none is looked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccountException">It failed; the message says why and what to do.</exception>
    public async Task<SignedIn> RunAsync(
        SignInRequest request,
        bool opensBrowser,
        Action<string> say,
        Func<CancellationToken, Task<string?>>? readLine,
        Func<int, RunningServer?>? findServer,
        CancellationToken cancellationToken)
    {
        RunningServer? server = null;
        try
        {
            var pending = await StartAsync();
            await using var ending = pending.ConfigureAwait(false);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var relayed = server?.RelayAsync(pending, over.Token) ?? Task.CompletedTask;
            try
            {
                return await RunAsync(pending, opensBrowser, say, readLine, cancellationToken);
            }
            finally
            {
                await over.CancelAsync();
                await relayed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            server?.Dispose();
        }

        async Task<PendingSignIn> StartAsync()
        {
            try
            {
                return await signIn.StartAsync(request with { MustListen = opensBrowser || readLine is null }, cancellationToken);
            }
            catch (PortBusyException busy) when ((server = findServer?.Invoke(busy.Port)) is not null)
            {
                var pending = await signIn.StartAsync(request with { MustListen = false }, cancellationToken);
                if (!await server.ExpectAsync(pending, cancellationToken))
                {
                    await pending.DisposeAsync();
                    throw;
                }

                say($"A gmail-mcp of yours already serves on port {busy.Port}: it takes the callback.");
                return pending;
            }
        }
    }

    private async Task<SignedIn> RunAsync(
        PendingSignIn pending,
        bool opensBrowser,
        Action<string> say,
        Func<CancellationToken, Task<string?>>? readLine,
        CancellationToken cancellationToken)
    {
        say($"Please visit this URL to authenticate: {pending.Address}");
        var isOpen = opensBrowser && browser.TryOpen(pending.Address);
        if (opensBrowser && !isOpen)
        {
            say("No browser could be opened here: open the address yourself.");
        }

        if (readLine is null || isOpen)
        {
            return await pending.Completion.WaitAsync(cancellationToken);
        }

        say("If the browser ends on a page that cannot be reached, copy its whole address, paste it here "
            + "and press Enter:");
        return await ReadPastedAsync(pending, say, readLine, cancellationToken);
    }

    private static async Task<SignedIn> ReadPastedAsync(
        PendingSignIn pending,
        Action<string> say,
        Func<CancellationToken, Task<string?>> readLine,
        CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (true)
            {
                var line = readLine(over.Token);
                await Task.WhenAny(line, pending.Completion).WaitAsync(cancellationToken);
                if (pending.Completion.IsCompleted || await line is not { } pasted)
                {
                    return await pending.Completion.WaitAsync(cancellationToken);
                }

                if (pasted.Trim().Length == 0)
                {
                    continue;
                }

                try
                {
                    return await pending.CompleteAsync(pasted, cancellationToken);
                }
                catch (AccountException mistaken) when (!pending.Completion.IsCompleted)
                {
                    say(mistaken.Message);
                }
            }
        }
        finally
        {
            await over.CancelAsync();
        }
    }
}
