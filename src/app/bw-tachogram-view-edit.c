/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-view-private.h"

#include "app/bw-tachogram-words.h"

#include <math.h>
#include <stdlib.h>

/* What keys move is asked for when they rest. */
#define MOVE_MS 500
/* Corrected intervals on either side that tell how many beats are missing. */
#define AROUND 15
#define MOST_PARTS 8

void
bw_tachogram_view_ask (BwTachogramView       *self,
                       const BwTachogramEdit *edit)
{
  const BwEditedBeat *beat = bw_tachogram_view_get_beat (self, (int) edit->first);

  self->wanted_ms = -1;
  if (edit->kind == BW_TACHOGRAM_MOVE || edit->kind == BW_TACHOGRAM_INSERT)
    self->wanted_ms = edit->time_ms;
  else if (edit->kind != BW_TACHOGRAM_MARK && beat)
    self->wanted_ms = beat->time_ms;
  g_signal_emit_by_name (self, "edit", edit);
}

static gboolean
on_move_rests (gpointer data)
{
  BwTachogramView *self = data;

  self->move_id = 0;
  bw_tachogram_view_finish_move (self);
  return G_SOURCE_REMOVE;
}

void
bw_tachogram_view_move_beat (BwTachogramView *self,
                             int              beat,
                             double           time_ms)
{
  g_clear_handle_id (&self->move_id, g_source_remove);
  if (self->drag != BW_TACHOGRAM_DRAG_BEAT)
    self->move_id = g_timeout_add (MOVE_MS, on_move_rests, self);
  self->moved = beat;
  self->moved_ms = CLAMP (time_ms, 0, bw_tachogram_view_get_length_ms (self));
  self->hover = -1;
  g_free (self->shown_text);
  self->shown_text = bw_tachogram_words_move (bw_tachogram_view_get_rhythm (self), (guint) beat,
                                             self->moved_ms);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  self->shown_text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_tachogram_view_cancel_move (BwTachogramView *self)
{
  g_clear_handle_id (&self->move_id, g_source_remove);
  if (self->moved < 0)
    return;
  self->moved = -1;
  g_clear_pointer (&self->shown_text, g_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_tachogram_view_finish_move (BwTachogramView *self)
{
  const BwEditedBeat *beat = bw_tachogram_view_get_beat (self, self->moved);
  BwTachogramEdit edit = { .kind = BW_TACHOGRAM_MOVE, .first = (guint) MAX (self->moved, 0),
                           .last = (guint) MAX (self->moved, 0), .time_ms = self->moved_ms };

  bw_tachogram_view_cancel_move (self);
  if (beat && beat->time_ms != edit.time_ms)
    bw_tachogram_view_ask (self, &edit);
}

/* --- Actions ------------------------------------------------------------------------------------ */

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

/* --- Keys --------------------------------------------------------------------------------------- */

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

static void
bind_nudge (GtkWidgetClass *klass,
            guint           key,
            gint32          by)
{
  gtk_widget_class_add_binding (klass, key, GDK_ALT_MASK, on_nudge, "i", by);
  gtk_widget_class_add_binding (klass, key, GDK_ALT_MASK | GDK_SHIFT_MASK, on_nudge, "i", 10 * by);
}

/* Of several keys menus show the last. */
static void
bind_edits (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_BackSpace, "tachogram.delete" },
    { GDK_KEY_KP_Delete, "tachogram.delete" },
    { GDK_KEY_Delete, "tachogram.delete" },
    { GDK_KEY_m, "tachogram.merge" },
    { GDK_KEY_i, "tachogram.insert" },
    { GDK_KEY_s, "tachogram.split" },
    { GDK_KEY_r, "tachogram.restore" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, 0, keys[i].action, NULL);
  for (guint i = 0; i < BW_BEAT_N_VERDICTS; i++)
    {
      const char *id = bw_beat_verdict_get_id ((BwBeatVerdict) i);

      gtk_widget_class_add_binding_action (klass, GDK_KEY_KP_1 + i, 0, "tachogram.mark", "s", id);
      gtk_widget_class_add_binding_action (klass, GDK_KEY_1 + i, 0, "tachogram.mark", "s", id);
    }
}

void
bw_tachogram_view_class_init_edit (GtkWidgetClass *klass)
{
  static const char *const names[] = { "delete", "merge", "insert", "insert-here", "split", "restore",
                                       "restore-stretch" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat ("tachogram.", names[i], NULL);

      gtk_widget_class_install_action (klass, name, NULL, on_beat_action);
    }
  gtk_widget_class_install_action (klass, "tachogram.mark", "s", on_mark_action);
  gtk_widget_class_install_action (klass, "tachogram.mark-stretch", "s", on_mark_action);
  bind_edits (klass);
  bind_nudge (klass, GDK_KEY_Left, -1);
  bind_nudge (klass, GDK_KEY_KP_Left, -1);
  bind_nudge (klass, GDK_KEY_Right, 1);
  bind_nudge (klass, GDK_KEY_KP_Right, 1);
}
