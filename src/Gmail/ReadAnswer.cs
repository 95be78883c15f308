namespace Gmail;

/// <summary>Reads what a call returns from a successful answer.</summary>
internal delegate ValueTask<T> ReadAnswer<T>(
    HttpResponseMessage response, Stream body, CancellationToken cancellationToken);
