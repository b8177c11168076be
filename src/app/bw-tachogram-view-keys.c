/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-view-private.h"

/* Of what is in sight: what stays from one screen to the next, and a small step. */
#define OVERLAP 0.1
#define STEP 0.1
/* An artefact is looked at this closely, and nearer where more is in sight than that. */
#define WIDE_MS 180000.0
#define CLOSE_MS 60000.0

/* --- Going about -------------------------------------------------------------------------------- */

/* The chosen beat, or where there is none, one in sight: the first for a step on, the last for a step
 * back. */
static int
step_from (BwTachogramView *self,
           int              by)
{
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  guint first;

  if (self->cursor >= 0)
    return self->cursor + by;
  if (by > 0)
    return (int) bw_plot_tachogram_line_seek (beats, self->from_ms);
  first = bw_plot_tachogram_line_seek (beats, self->to_ms);
  return (int) first - (first < beats->n && beats->time_ms[first] == self->to_ms ? 0 : 1);
}

/* (by, extend): beats; to the first or the last where it is the least or the greatest number. */
static gboolean
on_step (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  const BwPlotTachogramLine *beats;
  double from_ms, to_ms;
  gboolean extend;
  gint32 by;
  int next;

  g_variant_get (args, "(ib)", &by, &extend);
  if (self->moved >= 0)
    bw_tachogram_view_finish_move (self);
  beats = bw_tachogram_view_get_beats (self);
  if (beats->n == 0)
    return FALSE;
  if (extend && !bw_tachogram_view_get_selection (self, &from_ms, &to_ms) && self->cursor >= 0)
    self->anchor_ms = beats->time_ms[self->cursor];
  if (by == G_MININT32 || by == G_MAXINT32)
    next = by < 0 ? 0 : (int) beats->n - 1;
  else
    next = step_from (self, by);
  extend = extend && self->cursor >= 0;
  bw_tachogram_view_set_cursor (self, CLAMP (next, 0, (int) beats->n - 1));
  if (extend)
    bw_tachogram_view_extend (self, beats->time_ms[self->cursor]);
  return TRUE;
}

/* Parts of what is in sight. */
static gboolean
on_pan (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);

  if (!self->figure)
    return FALSE;
  bw_tachogram_view_stop (self);
  bw_tachogram_view_pan_to (self, self->from_ms
                                    + g_variant_get_double (args) * (self->to_ms - self->from_ms));
  return TRUE;
}

static gboolean
is_artefact (const BwEditedBeat *beat)
{
  return !beat->removed && beat->verdict != BW_BEAT_NORMAL;
}

static void
go_to_artefact (BwTachogramView *self,
                int              by)
{
  const BwEditedBeat *beat;
  int at;

  if (self->moved >= 0)
    bw_tachogram_view_finish_move (self);
  at = step_from (self, by);
  while ((beat = bw_tachogram_view_get_beat (self, at)) && !is_artefact (beat))
    at += by;
  if (!beat)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  bw_tachogram_view_set_cursor (self, at);
  if (self->to_ms - self->from_ms > WIDE_MS)
    bw_tachogram_view_show (self, beat->time_ms - CLOSE_MS / 2, beat->time_ms + CLOSE_MS / 2);
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  double from_ms, to_ms;

  if (self->moved >= 0)
    bw_tachogram_view_cancel_move (self);
  else if (bw_tachogram_view_get_selection (self, &from_ms, &to_ms))
    bw_tachogram_view_select (self, 0, 0);
  else if (self->cursor >= 0)
    bw_tachogram_view_choose (self, -1);
  else
    return FALSE;
  return TRUE;
}

/* --- Actions of the view ------------------------------------------------------------------------ */

static void
on_view_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  double from_ms, to_ms;
  gboolean selected = bw_tachogram_view_get_selection (self, &from_ms, &to_ms);

  bw_tachogram_view_stop (self);
  if (g_str_equal (name, "tachogram.zoom-in"))
    bw_tachogram_view_zoom_step (self, 1);
  else if (g_str_equal (name, "tachogram.zoom-out"))
    bw_tachogram_view_zoom_step (self, -1);
  else if (g_str_equal (name, "tachogram.zoom-all"))
    bw_tachogram_view_show (self, 0, G_MAXDOUBLE);
  else if (g_str_equal (name, "tachogram.zoom-selection") && selected)
    bw_tachogram_view_show (self, from_ms, to_ms);
  else if (g_str_equal (name, "tachogram.select-visible"))
    bw_tachogram_view_select (self, self->from_ms, self->to_ms);
  else if (g_str_equal (name, "tachogram.select-all"))
    bw_tachogram_view_select (self, 0, bw_tachogram_view_get_length_ms (self));
  else if (g_str_equal (name, "tachogram.clear-selection"))
    bw_tachogram_view_select (self, 0, 0);
  else if (g_str_equal (name, "tachogram.next-artefact"))
    go_to_artefact (self, 1);
  else if (g_str_equal (name, "tachogram.previous-artefact"))
    go_to_artefact (self, -1);
}

static void
enable (BwTachogramView *self,
        const char      *name,
        gboolean         on)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), name, on);
}

void
bw_tachogram_view_update_actions (BwTachogramView *self)
{
  const BwEditedBeat *beat = bw_tachogram_view_get_beat (self, self->cursor);
  double from_ms, to_ms, length_ms = bw_tachogram_view_get_length_ms (self);
  gboolean selected = bw_tachogram_view_get_selection (self, &from_ms, &to_ms);
  gboolean any = self->figure != NULL, there = beat && !beat->removed;
  gboolean ends = there && beat->rr_ms > 0;
  BwPlotTachogram plot = { 0 };

  if (any)
    bw_tachogram_figure_get_plot (self->figure, 0, 0, &plot);
  enable (self, "tachogram.zoom-in", any);
  enable (self, "tachogram.zoom-out", any && self->to_ms - self->from_ms < length_ms);
  enable (self, "tachogram.zoom-all", any && self->to_ms - self->from_ms < length_ms);
  enable (self, "tachogram.zoom-selection", selected);
  enable (self, "tachogram.select-visible", any);
  enable (self, "tachogram.select-all", any);
  enable (self, "tachogram.clear-selection", selected);
  enable (self, "tachogram.next-artefact", plot.n_marks > 0);
  enable (self, "tachogram.previous-artefact", plot.n_marks > 0);
  /* An inserted beat is one that somebody put there: there is nothing to find out. */
  enable (self, "tachogram.mark", there && beat->origin >= 0);
  enable (self, "tachogram.delete", there);
  enable (self, "tachogram.merge", there);
  enable (self, "tachogram.insert", ends);
  enable (self, "tachogram.insert-here", any && self->menu_ms >= 0);
  enable (self, "tachogram.split", ends);
  enable (self, "tachogram.restore", beat && beat->by_hand);
  enable (self, "tachogram.mark-stretch", selected);
  enable (self, "tachogram.restore-stretch", selected && plot.n_by_hand > 0);
}

/* --- Keys --------------------------------------------------------------------------------------- */

static void
bind_arrows (GtkWidgetClass *klass,
             guint           left,
             guint           right)
{
  const guint keys[] = { left, right };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gint32 by = i == 0 ? -1 : 1;

      gtk_widget_class_add_binding (klass, keys[i], 0, on_step, "(ib)", by, FALSE);
      gtk_widget_class_add_binding (klass, keys[i], GDK_SHIFT_MASK, on_step, "(ib)", by, TRUE);
      gtk_widget_class_add_binding (klass, keys[i], GDK_CONTROL_MASK, on_pan, "d", by * STEP);
    }
}

static void
bind_ends (GtkWidgetClass *klass,
           guint           key,
           guint           keypad,
           gint32          by)
{
  gtk_widget_class_add_binding (klass, key, 0, on_step, "(ib)", by, FALSE);
  gtk_widget_class_add_binding (klass, keypad, 0, on_step, "(ib)", by, FALSE);
  gtk_widget_class_add_binding (klass, key, GDK_SHIFT_MASK, on_step, "(ib)", by, TRUE);
  gtk_widget_class_add_binding (klass, keypad, GDK_SHIFT_MASK, on_step, "(ib)", by, TRUE);
}

static void
bind_pages (GtkWidgetClass *klass)
{
  gtk_widget_class_add_binding (klass, GDK_KEY_Page_Up, 0, on_pan, "d", -(1 - OVERLAP));
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Page_Up, 0, on_pan, "d", -(1 - OVERLAP));
  gtk_widget_class_add_binding (klass, GDK_KEY_Page_Down, 0, on_pan, "d", 1 - OVERLAP);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Page_Down, 0, on_pan, "d", 1 - OVERLAP);
}

/* “+” is a shifted key on some keyboards and not on others, and “=” what it is without. Of several keys
 * menus show the last. */
static void
bind_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_equal, 0, "tachogram.zoom-in" },
    { GDK_KEY_KP_Add, 0, "tachogram.zoom-in" },
    { GDK_KEY_plus, 0, "tachogram.zoom-in" },
    { GDK_KEY_KP_Subtract, 0, "tachogram.zoom-out" },
    { GDK_KEY_minus, 0, "tachogram.zoom-out" },
    { GDK_KEY_KP_0, 0, "tachogram.zoom-all" },
    { GDK_KEY_0, 0, "tachogram.zoom-all" },
    { GDK_KEY_z, 0, "tachogram.zoom-selection" },
    { GDK_KEY_a, GDK_CONTROL_MASK, "tachogram.select-all" },
    { GDK_KEY_n, 0, "tachogram.next-artefact" },
    { GDK_KEY_n, GDK_SHIFT_MASK, "tachogram.previous-artefact" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}

static void
bw_tachogram_view_tap (BwChart *chart,
                       int      n_press,
                       double   x,
                       double   y)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (chart);

  if (!self->figure)
    return;
  if (n_press == 2)
    bw_tachogram_view_zoom_back (self, bw_tachogram_view_x_to_ms (self, x));
  else if (n_press == 1)
    bw_tachogram_view_choose (self, bw_tachogram_view_find_beat (self, x, y, FALSE));
}

void
bw_tachogram_view_class_init_keys (BwTachogramViewClass *klass)
{
  static const char *const of_view[] = { "zoom-in", "zoom-out", "zoom-all", "zoom-selection",
                                         "select-visible", "select-all", "clear-selection",
                                         "next-artefact", "previous-artefact" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  BW_CHART_CLASS (klass)->tap = bw_tachogram_view_tap;
  for (guint i = 0; i < G_N_ELEMENTS (of_view); i++)
    {
      g_autofree char *name = g_strconcat ("tachogram.", of_view[i], NULL);

      gtk_widget_class_install_action (widget_class, name, NULL, on_view_action);
    }

  bind_arrows (widget_class, GDK_KEY_Left, GDK_KEY_Right);
  bind_arrows (widget_class, GDK_KEY_KP_Left, GDK_KEY_KP_Right);
  bind_ends (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, G_MININT32);
  bind_ends (widget_class, GDK_KEY_End, GDK_KEY_KP_End, G_MAXINT32);
  bind_pages (widget_class);
  bind_actions (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}
