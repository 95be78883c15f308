namespace Gmail.Labels;

/// <summary>Who made a label.</summary>
public static class LabelType
{
    /// <summary>Gmail made it; it cannot be changed or deleted.</summary>
    public const string System = "system";

    /// <summary>A person made it.</summary>
    public const string User = "user";
}
