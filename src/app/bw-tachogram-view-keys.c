/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

/* Of what is in sight: what stays from one screen to the next, and a small step. */
#define OVERLAP 0.1
#define STEP 0.1
/* An artefact is looked at this closely, and nearer where more is in sight than that. */
#define WIDE_MS 180000.0
#define CLOSE_MS 60000.0
/* Corrected intervals on either side that tell how many beats are missing. */
#define AROUND 15
#define MOST_PARTS 8

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
on_artefact (GtkWidget *widget,
             GVariant  *args,
             gpointer   user_data)
{
  go_to_artefact (BW_TACHOGRAM_VIEW (widget), g_variant_get_int32 (args));
  return TRUE;
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

/* --- Edits -------------------------------------------------------------------------------------- */

static void
ask (BwTachogramView     *self,
     BwTachogramEditKind  kind,
     int                  first,
     int                  last,
     BwBeatVerdict        verdict)
{
  const BwTachogramEdit edit = { .kind = kind, .first = (guint) first, .last = (guint) last,
                                 .verdict = verdict };

  bw_tachogram_view_ask (self, &edit);
}

/* Milliseconds, by which the chosen beat moves once the keys rest. */
static gboolean
on_nudge (GtkWidget *widget,
          GVariant  *args,
          gpointer   user_data)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  const BwEditedBeat *beat = bw_tachogram_view_get_beat (self, self->cursor);
  double from_ms;

  if (!beat || beat->removed)
    return FALSE;
  from_ms = self->moved == self->cursor ? self->moved_ms : beat->time_ms;
  bw_tachogram_view_move_beat (self, self->cursor, from_ms + g_variant_get_int32 (args));
  return TRUE;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* How many usual intervals there are in one, at least two. */
static guint
count_parts (BwTachogramView    *self,
             const BwEditedBeat *beat)
{
  double around[2 * AROUND], median;
  BwPlotTachogram plot;
  guint at, n = 0;

  bw_tachogram_figure_get_plot (self->figure, 0, 0, &plot);
  at = bw_plot_tachogram_line_seek (&plot.corrected, beat->time_ms);
  for (guint i = at - MIN (at, AROUND); i < MIN (at + AROUND, plot.corrected.n); i++)
    around[n++] = plot.corrected.rr_ms[i];
  if (n == 0)
    return 2;
  qsort (around, n, sizeof (double), compare_doubles);
  median = around[n / 2];
  return median > 0 ? (guint) CLAMP (lround (beat->rr_ms / median), 2, MOST_PARTS) : 2;
}

static void
split (BwTachogramView *self)
{
  const BwEditedBeat *beat = bw_tachogram_view_get_beat (self, self->cursor);
  BwTachogramEdit edit = { .kind = BW_TACHOGRAM_SPLIT, .first = (guint) self->cursor,
                           .last = (guint) self->cursor };

  edit.n_parts = count_parts (self, beat);
  bw_tachogram_view_ask (self, &edit);
}

static void
insert_at (BwTachogramView *self,
           double           time_ms)
{
  const BwTachogramEdit edit = { .kind = BW_TACHOGRAM_INSERT, .first = G_MAXUINT,
                                 .last = G_MAXUINT, .time_ms = round (time_ms) };

  bw_tachogram_view_ask (self, &edit);
}

/* The beats selected: [first, last]. Returns: whether there is any */
static gboolean
get_stretch (BwTachogramView *self,
             int             *first,
             int             *last)
{
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  double from_ms, to_ms;

  if (!bw_tachogram_view_get_selection (self, &from_ms, &to_ms))
    return FALSE;
  *first = (int) bw_plot_tachogram_line_seek (beats, from_ms);
  *last = (int) bw_plot_tachogram_line_seek (beats, to_ms);
  /* A beat at the end is selected too. */
  if ((guint) *last == beats->n || beats->time_ms[*last] > to_ms)
    --*last;
  return *first <= *last;
}

static gboolean
get_verdict (const char    *id,
             BwBeatVerdict *verdict)
{
  for (guint i = 0; i < BW_BEAT_N_VERDICTS; i++)
    if (g_strcmp0 (bw_beat_verdict_get_id ((BwBeatVerdict) i), id) == 0)
      {
        *verdict = (BwBeatVerdict) i;
        return TRUE;
      }
  return FALSE;
}

static void
on_mark_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  BwBeatVerdict verdict;
  int first = self->cursor, last = self->cursor;

  if (!get_verdict (g_variant_get_string (parameter, NULL), &verdict))
    return;
  bw_tachogram_view_cancel_move (self);
  if (g_str_has_suffix (name, "-stretch") && !get_stretch (self, &first, &last))
    return;
  ask (self, BW_TACHOGRAM_MARK, first, last, verdict);
}

static void
on_beat_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  const BwEditedBeat *beat = bw_tachogram_view_get_beat (self, self->cursor);
  int first = self->cursor, last = self->cursor;

  bw_tachogram_view_cancel_move (self);
  if (g_str_equal (name, "tachogram.delete"))
    ask (self, BW_TACHOGRAM_DELETE, first, last, BW_BEAT_NORMAL);
  else if (g_str_equal (name, "tachogram.merge"))
    ask (self, BW_TACHOGRAM_MERGE, first, last, BW_BEAT_NORMAL);
  else if (g_str_equal (name, "tachogram.split"))
    split (self);
  else if (g_str_equal (name, "tachogram.insert"))
    insert_at (self, beat->time_ms - beat->rr_ms / 2);
  else if (g_str_equal (name, "tachogram.insert-here"))
    insert_at (self, self->menu_ms);
  else if (g_str_equal (name, "tachogram.restore") || get_stretch (self, &first, &last))
    ask (self, BW_TACHOGRAM_RESTORE, first, last, BW_BEAT_NORMAL);
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

/* --- Menus -------------------------------------------------------------------------------------- */

static GMenu *
make_verdicts (const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < BW_BEAT_N_VERDICTS; i++)
    {
      g_autoptr (GMenuItem) item
          = g_menu_item_new (bw_beat_verdict_get_text ((BwBeatVerdict) i), NULL);

      g_menu_item_set_action_and_target (item, action, "s",
                                         bw_beat_verdict_get_id ((BwBeatVerdict) i));
      g_menu_append_item (menu, item);
    }
  return menu;
}

static void
append (GMenu      *menu,
        const char *label,
        const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

void
bw_tachogram_view_add_to_menu (BwChart *chart,
                               GMenu   *menu)
{
  g_autoptr (GMenu) beat = g_menu_new (), stretch = g_menu_new (), view = g_menu_new ();
  g_autoptr (GMenu) mark = make_verdicts ("tachogram.mark");
  g_autoptr (GMenu) mark_stretch = make_verdicts ("tachogram.mark-stretch");

  g_menu_append_submenu (beat, _("_Mark Beat as"), G_MENU_MODEL (mark));
  append (beat, _("_Delete Beat, Leaving a Gap"), "tachogram.delete");
  append (beat, _("Take Beat Out and Mer_ge Its Intervals"), "tachogram.merge");
  append (beat, _("S_plit the Interval before It"), "tachogram.split");
  append (beat, _("_Insert a Beat Here"), "tachogram.insert-here");
  append (beat, _("_Restore Beat as Measured"), "tachogram.restore");
  g_menu_append_submenu (stretch, _("Mar_k Selected Beats as"), G_MENU_MODEL (mark_stretch));
  append (stretch, _("Res_tore Selected Beats"), "tachogram.restore-stretch");
  append (stretch, _("_Zoom to Selection"), "tachogram.zoom-selection");
  append (stretch, _("C_lear Selection"), "tachogram.clear-selection");
  append (view, _("Select What Is in Si_ght"), "tachogram.select-visible");
  append (view, _("Show _All"), "tachogram.zoom-all");
  append (view, _("_Next Artefact"), "tachogram.next-artefact");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (beat));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (stretch));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (view));
}

/* What is said of "the beat" is said of the one under the pointer. */
void
bw_tachogram_view_menu_opens (BwChart *chart,
                              gboolean by_key,
                              double   x,
                              double   y)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (chart);
  int beat = by_key ? -1 : bw_tachogram_view_find_beat (self, x, y, FALSE);

  if (beat >= 0)
    bw_tachogram_view_choose (self, beat);
  bw_tachogram_view_set_hover (self, -1);
  self->menu_ms = by_key || !self->figure ? -1 : bw_tachogram_view_x_to_ms (self, x);
  bw_tachogram_view_update_actions (self);
}

GtkWidget *
bw_tachogram_view_make_mark_menu (void)
{
  g_autoptr (GMenu) verdicts = make_verdicts ("tachogram.mark");
  GtkWidget *popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (verdicts));

  gtk_popover_set_has_arrow (GTK_POPOVER (popover), TRUE);
  return popover;
}

/* At the chosen beat. */
static gboolean
on_mark_menu (GtkWidget *widget,
              GVariant  *args,
              gpointer   user_data)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (widget);
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  BwPlotTachogramLayout layout;
  GdkRectangle at = { 0, 0, 1, 1 };

  if (self->cursor < 0 || !bw_tachogram_view_layout (self, &layout))
    return FALSE;
  at.x = (int) bw_plot_scale_map (&layout.time, beats->time_ms[self->cursor]);
  at.y = (int) bw_plot_tachogram_place (&layout, beats->rr_ms[self->cursor]);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->mark_menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->mark_menu));
  return TRUE;
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
      gtk_widget_class_add_binding (klass, keys[i], GDK_ALT_MASK, on_nudge, "i", by);
      gtk_widget_class_add_binding (klass, keys[i], GDK_ALT_MASK | GDK_SHIFT_MASK, on_nudge, "i",
                                    10 * by);
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

/* “+” is a shifted key on some keyboards and not on others, and “=” what it is without. */
static void
bind_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, 0, "tachogram.zoom-in" },
    { GDK_KEY_equal, 0, "tachogram.zoom-in" },
    { GDK_KEY_KP_Add, 0, "tachogram.zoom-in" },
    { GDK_KEY_minus, 0, "tachogram.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "tachogram.zoom-out" },
    { GDK_KEY_0, 0, "tachogram.zoom-all" },
    { GDK_KEY_KP_0, 0, "tachogram.zoom-all" },
    { GDK_KEY_z, 0, "tachogram.zoom-selection" },
    { GDK_KEY_a, GDK_CONTROL_MASK, "tachogram.select-all" },
    { GDK_KEY_Delete, 0, "tachogram.delete" },
    { GDK_KEY_KP_Delete, 0, "tachogram.delete" },
    { GDK_KEY_BackSpace, 0, "tachogram.delete" },
    { GDK_KEY_m, 0, "tachogram.merge" },
    { GDK_KEY_i, 0, "tachogram.insert" },
    { GDK_KEY_s, 0, "tachogram.split" },
    { GDK_KEY_r, 0, "tachogram.restore" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
  for (guint i = 0; i < BW_BEAT_N_VERDICTS; i++)
    {
      const char *id = bw_beat_verdict_get_id ((BwBeatVerdict) i);

      gtk_widget_class_add_binding_action (klass, GDK_KEY_1 + i, 0, "tachogram.mark", "s", id);
      gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_1 + i, 0, "tachogram.mark", "s", id);
    }
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
  static const char *const of_beats[] = { "delete", "merge", "insert", "insert-here", "split",
                                          "restore", "restore-stretch" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  BW_CHART_CLASS (klass)->tap = bw_tachogram_view_tap;
  for (guint i = 0; i < G_N_ELEMENTS (of_view); i++)
    {
      g_autofree char *name = g_strconcat ("tachogram.", of_view[i], NULL);

      gtk_widget_class_install_action (widget_class, name, NULL, on_view_action);
    }
  for (guint i = 0; i < G_N_ELEMENTS (of_beats); i++)
    {
      g_autofree char *name = g_strconcat ("tachogram.", of_beats[i], NULL);

      gtk_widget_class_install_action (widget_class, name, NULL, on_beat_action);
    }
  gtk_widget_class_install_action (widget_class, "tachogram.mark", "s", on_mark_action);
  gtk_widget_class_install_action (widget_class, "tachogram.mark-stretch", "s", on_mark_action);

  bind_arrows (widget_class, GDK_KEY_Left, GDK_KEY_Right);
  bind_arrows (widget_class, GDK_KEY_KP_Left, GDK_KEY_KP_Right);
  bind_ends (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, G_MININT32);
  bind_ends (widget_class, GDK_KEY_End, GDK_KEY_KP_End, G_MAXINT32);
  bind_pages (widget_class);
  bind_actions (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, 0, on_artefact, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, GDK_SHIFT_MASK, on_artefact, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_e, 0, on_mark_menu, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}
