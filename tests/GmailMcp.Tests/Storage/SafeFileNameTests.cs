using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using GmailMcp.Storage;

namespace GmailMcp.Tests.Storage;

public sealed class SafeFileNameTests
{
    [Property(MaxTest = 2000)]
    public bool Any_text_becomes_a_name_that_every_system_takes(string? text) => IsSafe(SafeFileName.From(text ?? ""));

    [Property(MaxTest = 2000)]
    public Property Pieces_of_attacks_in_any_order_become_a_name_that_every_system_takes() => Prop.ForAll(
        Gen.Elements(
            "..", "/", "\\", ".", " ", "CON", "nul", ":", "\0", "\u202E", "\uD800", "\uDC00", "~", "-", "a",
            ".txt", ".tar.gz", "名", "👩", "\u200D", "desktop.ini", "%2f", new string('x', 190), new string('é', 120),
            "\uFF0F", "*", "\u00A0")
            .ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(),
        text => IsSafe(SafeFileName.From(text)));

    [Theory]
    [InlineData("a", 300, ".pdf")]
    [InlineData("é", 150, ".pdf")]
    [InlineData("名", 100, ".tar.gz")]
    [InlineData("👩", 80, ".jpeg")]
    public void A_long_name_is_cut_between_characters_and_keeps_its_extension(
        string letter, int count, string extension)
    {
        var name = SafeFileName.From(string.Concat(Enumerable.Repeat(letter, count)) + extension);

        Assert.EndsWith(letter + extension, name, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), SafeFileName.MostBytes - 4, SafeFileName.MostBytes);
        Assert.DoesNotContain('\uFFFD', name);
    }

    [Fact]
    public void An_endless_extension_is_no_extension()
    {
        var name = SafeFileName.From("a." + new string('b', 400));

        Assert.Equal(SafeFileName.MostBytes, name.Length);
    }

    [Theory]
    [InlineData("a.txt", 0, "a.txt")]
    [InlineData("a.txt", 2, "a (2).txt")]
    [InlineData("a.tar.gz", 1, "a (1).tar.gz")]
    [InlineData("README", 1, "README (1)")]
    [InlineData("_.x", 1, "_ (1).x")]
    public void A_number_goes_before_the_extension(string name, int copy, string expected) =>
        Assert.Equal(expected, SafeFileName.Numbered(name, copy));

    [Fact]
    public void The_given_name_stands_in_where_nothing_is_left() =>
        Assert.Equal("attachment-1.2", SafeFileName.From("///", "attachment-1.2"));

    private static bool IsSafe(string name) =>
        name.Length > 0
        && Encoding.UTF8.GetByteCount(name) <= SafeFileName.MostBytes
        && name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0']) < 0
        && name[0] is not ('.' or ' ' or '-' or '~')
        && name[^1] is not ('.' or ' ')
        && !name.Any(char.IsControl)
        && !SafeFileName.IsDevice(name)
        && SafeFileName.From(name) == name;
}
