// bare PORT: answers each POST with the bytes of the query's size, as soon as it has read the body.
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
    kestrel.Listen(System.Net.IPAddress.Loopback, int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture)));
await using var app = builder.Build();
app.Run(async context =>
{
    await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
    var size = int.Parse(context.Request.Query["size"].ToString(), System.Globalization.CultureInfo.InvariantCulture);
    context.Response.ContentType = "application/json";
    context.Response.ContentLength = size;
    await context.Response.Body.WriteAsync(new byte[size], context.RequestAborted);
});
await app.RunAsync();
