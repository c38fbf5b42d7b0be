using Bunit;
using Microsoft.AspNetCore.Components;

namespace AntigravityTools.Ui.Tests;

/// <summary>
/// What a user does on a page. Finding the element and acting on it is one turn of the renderer: between two turns a page may render again,
/// as it does whenever the gateway reports something, and the element found would be gone.
/// </summary>
internal static class PageActions
{
    public static Task ClickAsync(this IRenderedComponent<IComponent> page, string selector, int at = 0) =>
        page.InvokeAsync(() => page.FindAll(selector)[at].ClickAsync(new()));

    public static Task ChangeAsync(this IRenderedComponent<IComponent> page, string selector, object value, int at = 0) =>
        page.InvokeAsync(() => page.FindAll(selector)[at].ChangeAsync(new() { Value = value }));

    public static Task InputAsync(this IRenderedComponent<IComponent> page, string selector, object value, int at = 0) =>
        page.InvokeAsync(() => page.FindAll(selector)[at].InputAsync(new() { Value = value }));
}
