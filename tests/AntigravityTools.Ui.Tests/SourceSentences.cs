using System.Text.RegularExpressions;
using AntigravityTools.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AntigravityTools.Ui.Tests;

/// <summary>The English texts of the source, each hole of an interpolated one as <c>{}</c>; what is joined with <c>+</c> is one text.</summary>
internal static partial class SourceSentences
{
    /// <summary>Every line of at least three words in a file, but for those of attributes and of exceptions that mean a bug.</summary>
    public static IEnumerable<string> In(string path)
    {
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Repository.Root, path))).GetRoot();
        return root.DescendantNodes(node => node is not AttributeListSyntax && !IsBug(node))
            .OfType<ExpressionSyntax>()
            .Where(node => Read(node) is not null && !(node.Parent is BinaryExpressionSyntax whole && Read(whole) is not null))
            .Select(node => Read(node)!)
            .Where(text => !text.Contains('\n', StringComparison.Ordinal) && Words().IsMatch(text));
    }

    /// <summary>The same form of an entry of the sentence book.</summary>
    public static string Normal(string entry) => Hole().Replace(entry, "{}");

    /// <summary>The numbers of a text's holes.</summary>
    public static string[] Numbers(string text) => [.. Hole().Matches(text).Select(hole => hole.Groups[1].Value).Order()];

    /// <summary>A text as the program says it, its holes filled with words that mean nothing.</summary>
    public static string Fill(string text) => Hole().Replace(text, hole => "word" + hole.Groups[1].Value);

    // An exception for a bug is logged; only this one carries a sentence to the user.
    private static bool IsBug(SyntaxNode node) =>
        node is ThrowExpressionSyntax { Expression: var thrown } && !IsFieldException(thrown) || (node is ThrowStatementSyntax { Expression: { } stated } && !IsFieldException(stated));

    private static bool IsFieldException(ExpressionSyntax thrown) => thrown is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.Text: "FieldException" } };

    private static string? Read(ExpressionSyntax node) => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax interpolated => string.Concat(interpolated.Contents.Select(part =>
            part is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : "{}")),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Read(sum.Left) is { } left && Read(sum.Right) is { } right ? left + right : null,
        _ => null,
    };

    [GeneratedRegex(@"[A-Za-z'’]{2,},? ([a-z'0-9_/-]+|\{\}),? [A-Za-z'{0-9]")]
    private static partial Regex Words();

    [GeneratedRegex(@"\{(\d)(?::\w+)?\}")]
    private static partial Regex Hole();
}
