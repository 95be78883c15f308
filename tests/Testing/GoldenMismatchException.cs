namespace Testing;

/// <summary>A golden file differs from what the product printed.</summary>
public sealed class GoldenMismatchException(string path, string difference)
    : Exception($"{Path.GetFileName(path)} differs at {difference}\nRead it; if the new text is right: UPDATE_SNAPSHOTS=1 dotnet test");
