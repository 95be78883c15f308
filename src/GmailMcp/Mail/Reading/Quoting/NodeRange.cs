using AngleSharp.Dom;

namespace GmailMcp.Mail.Reading.Quoting;

/// <summary>A node, the leaves in it, and the number of the first node after it that is not in it.</summary>
internal readonly record struct NodeRange(INode Node, int FirstLeaf, int LastLeaf, int End)
{
    public bool HasLeaves => FirstLeaf <= LastLeaf;
}
