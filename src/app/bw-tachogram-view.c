/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-tachogram-view-private.h"

#include "app/bw-tachogram-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_WIDTH 240
#define NATURAL_WIDTH 600
#define LEAST_HEIGHT 180
#define NATURAL_HEIGHT 300
/* How near a beat counts as on it, for a pointer and for a finger. */
#define NEAR 14.0
#define NEAR_TOUCH 24.0
/* Screen readers hear of a move when it is over. */
#define ANNOUNCE_MS 150
#define PICTURE_WIDTH (BW_TACHOGRAM_FIGURE_WIDTH - 2 * BW_CHART_PICTURE_MARGIN)
#define PICTURE_HEIGHT (BW_TACHOGRAM_FIGURE_HEIGHT - 2 * BW_CHART_PICTURE_MARGIN)

G_DEFINE_FINAL_TYPE (BwTachogramView, bw_tachogram_view, BW_TYPE_CHART)

enum
{
  RHYTHM_CHANGED,
  RANGE_CHANGED,
  SELECTION_CHANGED,
  CURSOR_CHANGED,
  EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const BwRhythm *
get_rhythm (BwTachogramView *self)
{
  return self->figure ? bw_tachogram_figure_get_rhythm (self->figure) : NULL;
}

const BwPlotTachogramLine *
bw_tachogram_view_get_beats (BwTachogramView *self)
{
  static const BwPlotTachogramLine none;

  return self->figure ? bw_tachogram_figure_get_beats (self->figure) : &none;
}

const BwEditedBeat *
bw_tachogram_view_get_beat (BwTachogramView *self,
                            int              beat)
{
  const BwRhythm *rhythm = get_rhythm (self);

  return rhythm && beat >= 0 && (guint) beat < rhythm->n_beats ? &rhythm->beats[beat] : NULL;
}

static gboolean
has_selection (BwTachogramView *self)
{
  return self->selection_from_ms < self->selection_to_ms;
}

/* --- What is painted ---------------------------------------------------------------------------- */

gboolean
bw_tachogram_view_get_plot (BwTachogramView *self,
                            BwPlotTachogram *plot)
{
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  int cursor = self->moved >= 0 ? self->moved : self->hover >= 0 ? self->hover : self->cursor;

  if (!self->figure)
    return FALSE;
  bw_tachogram_figure_get_plot (self->figure, self->from_ms, self->to_ms, plot);
  plot->low_ms = self->low_ms;
  plot->high_ms = self->high_ms;
  plot->device_scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  plot->has_selection = has_selection (self);
  plot->selection_from_ms = self->selection_from_ms;
  plot->selection_to_ms = self->selection_to_ms;
  if (cursor >= 0)
    {
      plot->has_cursor = TRUE;
      plot->cursor_ms = beats->time_ms[cursor];
      plot->cursor_rr_ms = beats->rr_ms[cursor];
      plot->cursor_text = cursor == self->moved || cursor == self->hover ? self->shown_text
                                                                         : self->cursor_text;
    }
  plot->has_ghost = self->moved >= 0;
  plot->ghost_ms = self->moved_ms;
  return TRUE;
}

gboolean
bw_tachogram_view_layout (BwTachogramView       *self,
                          BwPlotTachogramLayout *layout)
{
  BwPlotRect area = bw_chart_get_area (BW_CHART (self));
  BwPlotTachogram plot;

  if (!bw_tachogram_view_get_plot (self, &plot))
    return FALSE;
  bw_plot_tachogram_layout (layout, &plot, &area, bw_chart_get_font (BW_CHART (self)));
  return TRUE;
}

double
bw_tachogram_view_x_to_ms (BwTachogramView *self,
                           double           x)
{
  BwPlotTachogramLayout layout;

  if (!bw_tachogram_view_layout (self, &layout))
    return 0;
  return bw_plot_scale_invert (&layout.time, CLAMP (x, layout.plot.x,
                                                    layout.plot.x + layout.plot.width));
}

/* Of two beats at the same place, one that stands for an artefact would be hard to reach where the
 * intervals are far apart: a beat is found by how near its mark or its dot is, else by its time. */
int
bw_tachogram_view_find_beat (BwTachogramView *self,
                             double           x,
                             double           y,
                             gboolean         touch)
{
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  BwPlotTachogramLayout layout;
  double distance = touch ? NEAR_TOUCH : NEAR, time_ms;
  guint i;
  int found;

  if (!bw_tachogram_view_layout (self, &layout) || x < layout.plot.x - distance
      || x > layout.plot.x + layout.plot.width + distance)
    return -1;
  found = bw_plot_tachogram_find (&layout, beats, x, y, distance);
  if (found >= 0 || beats->n == 0)
    return found;
  time_ms = bw_plot_scale_invert (&layout.time, x);
  i = bw_plot_tachogram_line_seek (beats, time_ms);
  if (i == beats->n || (i > 0 && time_ms - beats->time_ms[i - 1] < beats->time_ms[i] - time_ms))
    i--;
  return fabs (bw_plot_scale_map (&layout.time, beats->time_ms[i]) - x) <= distance ? (int) i : -1;
}

static void
bw_tachogram_view_paint (BwChart                    *chart,
                         cairo_t                    *cr,
                         const BwPlotRect           *area,
                         const BwPlotPalette        *palette,
                         const PangoFontDescription *font)
{
  BwPlotTachogram plot;

  if (bw_tachogram_view_get_plot (BW_TACHOGRAM_VIEW (chart), &plot))
    bw_plot_tachogram_paint (cr, area, &plot, palette, font);
}

/* --- Beats -------------------------------------------------------------------------------------- */

void
bw_tachogram_view_set_hover (BwTachogramView *self,
                             int              beat)
{
  if (self->hover == beat)
    return;
  self->hover = beat;
  g_clear_pointer (&self->shown_text, g_free);
  if (beat >= 0)
    self->shown_text = bw_tachogram_words_beat (get_rhythm (self), (guint) beat);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Also where the number is the same and the rhythm another. */
static void
update_cursor (BwTachogramView *self,
               int              beat)
{
  self->cursor = beat;
  g_clear_pointer (&self->cursor_text, g_free);
  if (beat >= 0)
    self->cursor_text = bw_tachogram_words_beat (get_rhythm (self), (guint) beat);
  bw_chart_tell_cursor (BW_CHART (self), beat + 1.0, self->cursor_text);
  bw_tachogram_view_update_actions (self);
  bw_tachogram_view_announce (self);
  g_signal_emit (self, signals[CURSOR_CHANGED], 0);
}

void
bw_tachogram_view_choose (BwTachogramView *self,
                          int              beat)
{
  if (self->moved >= 0 && self->moved != beat)
    bw_tachogram_view_finish_move (self);
  if (self->cursor != beat)
    update_cursor (self, beat);
}

void
bw_tachogram_view_set_cursor (BwTachogramView *self,
                              int              beat)
{
  g_return_if_fail (BW_IS_TACHOGRAM_VIEW (self));

  /* Where the move is made, this is another rhythm afterwards. */
  if (self->moved >= 0 && self->moved != beat)
    bw_tachogram_view_finish_move (self);
  beat = CLAMP (beat, -1, (int) bw_tachogram_view_get_beats (self)->n - 1);
  bw_tachogram_view_set_hover (self, -1);
  bw_tachogram_view_choose (self, beat);
  if (self->cursor >= 0)
    bw_tachogram_view_reveal (self, bw_tachogram_view_get_beats (self)->time_ms[self->cursor]);
}

int
bw_tachogram_view_get_cursor (BwTachogramView *self)
{
  g_return_val_if_fail (BW_IS_TACHOGRAM_VIEW (self), -1);

  return self->cursor;
}

const char *
bw_tachogram_view_get_read_out (BwTachogramView *self)
{
  g_return_val_if_fail (BW_IS_TACHOGRAM_VIEW (self), NULL);

  return self->cursor_text;
}

/* --- Selection ---------------------------------------------------------------------------------- */

static void
set_selection (BwTachogramView *self,
               double           from_ms,
               double           to_ms)
{
  double length_ms = bw_tachogram_view_get_length_ms (self);

  from_ms = CLAMP (from_ms, 0, length_ms);
  to_ms = CLAMP (to_ms, 0, length_ms);
  if (!(from_ms < to_ms))
    from_ms = to_ms = 0;
  if (self->selection_from_ms == from_ms && self->selection_to_ms == to_ms)
    return;
  self->selection_from_ms = from_ms;
  self->selection_to_ms = to_ms;
  bw_tachogram_view_update_actions (self);
  bw_tachogram_view_announce (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

void
bw_tachogram_view_select (BwTachogramView *self,
                          double           from_ms,
                          double           to_ms)
{
  g_return_if_fail (BW_IS_TACHOGRAM_VIEW (self));

  self->anchor_ms = from_ms;
  set_selection (self, from_ms, to_ms);
}

gboolean
bw_tachogram_view_get_selection (BwTachogramView *self,
                                 double          *from_ms,
                                 double          *to_ms)
{
  g_return_val_if_fail (BW_IS_TACHOGRAM_VIEW (self), FALSE);

  *from_ms = self->selection_from_ms;
  *to_ms = self->selection_to_ms;
  return has_selection (self);
}

void
bw_tachogram_view_extend (BwTachogramView *self,
                          double           to_ms)
{
  set_selection (self, MIN (self->anchor_ms, to_ms), MAX (self->anchor_ms, to_ms));
}

/* --- Words -------------------------------------------------------------------------------------- */

static gboolean
on_announce (gpointer data)
{
  BwTachogramView *self = data;
  g_autofree char *description = bw_tachogram_view_describe (self);

  self->announce_id = 0;
  if (description)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    description, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  return G_SOURCE_REMOVE;
}

void
bw_tachogram_view_announce (BwTachogramView *self)
{
  if (self->announce_id == 0)
    self->announce_id = g_timeout_add (ANNOUNCE_MS, on_announce, self);
}

char *
bw_tachogram_view_describe (BwTachogramView *self)
{
  const BwRhythm *rhythm;
  GString *text;

  g_return_val_if_fail (BW_IS_TACHOGRAM_VIEW (self), NULL);

  rhythm = get_rhythm (self);
  if (!rhythm)
    return NULL;
  text = g_string_new (NULL);
  /* What is being done first; older toolkits hand no text of a value on. */
  if (self->cursor_text)
    {
      g_autofree char *line = g_strdelimit (g_strdup (self->cursor_text), "\n", ' ');

      g_string_append_printf (text, "%s. ", line);
    }
  if (has_selection (self))
    {
      g_autofree char *selected = bw_tachogram_words_selection (self->selection_from_ms,
                                                                self->selection_to_ms);

      g_string_append_printf (text, "%s. ", selected);
    }
  {
    g_autofree char *all = bw_tachogram_words_rhythm (rhythm);
    g_autofree char *range = bw_tachogram_words_range (rhythm, self->from_ms, self->to_ms);

    g_string_append_printf (text, "%s. %s.", all, range);
  }
  return g_string_free (text, FALSE);
}

/* --- Picture and table -------------------------------------------------------------------------- */

/* A figure with what was in sight. */
typedef struct
{
  BwTachogramFigure *figure;
  double from_ms, to_ms;
} Picture;

static void
free_picture (gpointer data)
{
  Picture *picture = data;

  bw_tachogram_figure_unref (picture->figure);
  g_free (picture);
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  const Picture *picture = data;
  BwPlotTachogram plot;

  bw_tachogram_figure_get_plot (picture->figure, picture->from_ms, picture->to_ms, &plot);
  bw_plot_tachogram_paint (cr, area, &plot, palette, font);
}

static BwChartPicture *
bw_tachogram_view_make_picture (BwChart *chart)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (chart);
  Picture *picture;

  if (!self->figure)
    return NULL;
  picture = g_new0 (Picture, 1);
  picture->figure = bw_tachogram_figure_ref (self->figure);
  picture->from_ms = self->from_ms;
  picture->to_ms = self->to_ms;
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, PICTURE_HEIGHT, paint_picture,
                               picture, free_picture);
}

static char *
bw_tachogram_view_make_file_name (BwChart *chart)
{
  /* Translators: a file name */
  return g_strdup (_("Beatwise intervals.png"));
}

static char *
bw_tachogram_view_make_table (BwChart *chart)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (chart);

  return self->figure ? bw_tachogram_words_table (get_rhythm (self), self->from_ms, self->to_ms)
                      : NULL;
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
bw_tachogram_view_point_at (BwChart  *chart,
                            gboolean  is_over,
                            double    x,
                            double    y)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (chart);

  self->pointer_x = x;
  self->pointer_y = y;
  if (self->moved >= 0 || self->drag != BW_TACHOGRAM_DRAG_NONE)
    return;
  bw_tachogram_view_set_hover (self, is_over ? bw_tachogram_view_find_beat (self, x, y, FALSE) : -1);
}

static void
bw_tachogram_view_unrealize (GtkWidget *widget)
{
  bw_tachogram_view_stop (BW_TACHOGRAM_VIEW (widget));
  GTK_WIDGET_CLASS (bw_tachogram_view_parent_class)->unrealize (widget);
}

static void
bw_tachogram_view_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  GTK_WIDGET_CLASS (bw_tachogram_view_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_popover_present (GTK_POPOVER (BW_TACHOGRAM_VIEW (widget)->mark_menu));
}

static void
bw_tachogram_view_dispose (GObject *object)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (object);

  bw_tachogram_view_stop (self);
  g_clear_handle_id (&self->move_id, g_source_remove);
  g_clear_handle_id (&self->announce_id, g_source_remove);
  g_clear_pointer (&self->mark_menu, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_tachogram_view_parent_class)->dispose (object);
}

static void
bw_tachogram_view_finalize (GObject *object)
{
  BwTachogramView *self = BW_TACHOGRAM_VIEW (object);

  g_clear_pointer (&self->figure, bw_tachogram_figure_unref);
  g_clear_object (&self->beat_section);
  g_clear_object (&self->stretch_section);
  g_free (self->cursor_text);
  g_free (self->shown_text);
  G_OBJECT_CLASS (bw_tachogram_view_parent_class)->finalize (object);
}

static void
bw_tachogram_view_class_init (BwTachogramViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  object_class->dispose = bw_tachogram_view_dispose;
  object_class->finalize = bw_tachogram_view_finalize;
  widget_class->unrealize = bw_tachogram_view_unrealize;
  widget_class->size_allocate = bw_tachogram_view_size_allocate;
  chart_class->least_width = LEAST_WIDTH;
  chart_class->natural_width = NATURAL_WIDTH;
  chart_class->least_height = LEAST_HEIGHT;
  chart_class->natural_height = NATURAL_HEIGHT;
  chart_class->paint = bw_tachogram_view_paint;
  chart_class->point_at = bw_tachogram_view_point_at;
  chart_class->make_picture = bw_tachogram_view_make_picture;
  chart_class->make_file_name = bw_tachogram_view_make_file_name;
  chart_class->make_table = bw_tachogram_view_make_table;

  signals[RHYTHM_CHANGED] = g_signal_new ("rhythm-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RANGE_CHANGED] = g_signal_new ("range-changed", G_TYPE_FROM_CLASS (klass),
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass),
                                             G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CURSOR_CHANGED] = g_signal_new ("cursor-changed", G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDIT] = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_css_name (widget_class, "tachogram-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_tachogram_view_class_init_keys (klass);
  bw_tachogram_view_class_init_edit (widget_class);
  bw_tachogram_view_class_init_menu (klass);
}

static void
bw_tachogram_view_init (BwTachogramView *self)
{
  self->cursor = self->hover = self->moved = -1;
  self->wanted_ms = self->menu_ms = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Intervals between beats"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0, -1);
  self->mark_menu = bw_tachogram_view_make_mark_menu ();
  gtk_widget_set_parent (self->mark_menu, GTK_WIDGET (self));
  bw_tachogram_view_init_pointer (self);
  bw_tachogram_view_update_actions (self);
}

BwTachogramView *
bw_tachogram_view_new (void)
{
  return g_object_new (BW_TYPE_TACHOGRAM_VIEW, NULL);
}

/* The beat of the rhythm that is shown now that was chosen before, or was made since. */
static int
find_again (BwTachogramView *self,
            double           time_ms)
{
  const BwPlotTachogramLine *beats = bw_tachogram_view_get_beats (self);
  guint i = bw_plot_tachogram_line_seek (beats, time_ms);

  if (beats->n == 0)
    return -1;
  if (i == beats->n || (i > 0 && time_ms - beats->time_ms[i - 1] < beats->time_ms[i] - time_ms))
    i--;
  return (int) i;
}

void
bw_tachogram_view_set_rhythm (BwTachogramView *self,
                              BwRhythm        *rhythm)
{
  const BwRhythm *before;
  const BwEditedBeat *chosen;
  gboolean same;
  double chosen_ms;

  g_return_if_fail (BW_IS_TACHOGRAM_VIEW (self));

  before = get_rhythm (self);
  if (before == rhythm)
    return;
  same = before && rhythm && bw_rhythm_key_equal (&before->key, &rhythm->key)
         && before->rr->n == rhythm->rr->n;
  chosen = bw_tachogram_view_get_beat (self, self->cursor);
  chosen_ms = self->wanted_ms >= 0 ? self->wanted_ms : chosen ? chosen->time_ms : -1;
  bw_tachogram_view_cancel_move (self);
  bw_tachogram_view_set_hover (self, -1);
  if (!same)
    {
      bw_tachogram_view_stop (self);
      self->drag = BW_TACHOGRAM_DRAG_NONE;
    }

  g_clear_pointer (&self->figure, bw_tachogram_figure_unref);
  self->figure = rhythm ? bw_tachogram_figure_new (rhythm) : NULL;
  self->wanted_ms = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) MAX (bw_tachogram_view_get_beats (self)->n, 1), -1);
  if (!same)
    {
      self->low_ms = self->high_ms = 0;
      self->from_ms = self->to_ms = 0;
      bw_tachogram_view_select (self, 0, 0);
    }
  update_cursor (self, same && chosen_ms >= 0 ? find_again (self, chosen_ms) : -1);
  /* A last beat that is moved or deleted makes it longer or shorter. */
  if (self->figure)
    {
      bw_tachogram_view_show (self, self->from_ms, same ? self->to_ms : G_MAXDOUBLE);
      bw_tachogram_view_update_axis (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[RHYTHM_CHANGED], 0);
}

BwRhythm *
bw_tachogram_view_get_rhythm (BwTachogramView *self)
{
  g_return_val_if_fail (BW_IS_TACHOGRAM_VIEW (self), NULL);

  return (BwRhythm *) get_rhythm (self);
}
