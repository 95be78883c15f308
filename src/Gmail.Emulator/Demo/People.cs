namespace Gmail.Emulator.Demo;

/// <summary>The invented people of the demo, each with an address that can belong to nobody (RFC 2606).</summary>
internal static class People
{
    public const string Robin = "Robin Field <robin.field@example.com>";

    // The office.
    public const string Mara = "Mara Lindqvist <mara.lindqvist@calderpike.example>";
    public const string Tobias = "Tobias Renner <tobias.renner@calderpike.example>";
    public const string Priya = "Priya Nair <priya.nair@calderpike.example>";
    public const string Jonah = "Jonah Weiss <jonah.weiss@calderpike.example>";
    public const string Helen = "Helen Ashdown <helen.ashdown@calderpike.example>";
    public const string Oskar = "Oskar Dahl <oskar.dahl@portauthority.example>";

    // Family and friends.
    public const string Ines = "Ines Field <ines@fields.example>";
    public const string Martin = "Martin Field <martin@fields.example>";
    public const string Clara = "Clara Field <clara@fields.example>";
    public const string Sam = "Sam Okafor <sam.okafor@example.org>";
    public const string Nadia = "Nadia Roth <nadia.roth@example.net>";
    public const string Will = "Will Petrov <will.petrov@example.org>";

    // The flat.
    public const string Keystone = "Keystone Lettings <viewings@keystone-lettings.example>";
    public const string Abara = "\"Abara, Lucien\" <l.abara@example.org>";
}
