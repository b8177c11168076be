/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-curves-view.h"

#include "app/bw-style.h"
#include "plot/bw-plot-curves.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_WIDTH 240
#define NATURAL_WIDTH 640
/* Above what the painter needs at the least, for each panel. */
#define NATURAL_MORE 40
#define PICTURE_WIDTH 800
#define PICTURE_MORE 80

typedef struct
{
  GArray *points;        /* (element-type BwPlotCurvesPoint) */
  char *name;            /* (nullable) */
  guint epochs, best_epoch;
} Run;

struct _BwCurvesView
{
  BwChart parent_instance;

  /* Owned. */
  Run runs[2];
  GtkWidget *empty;
  char *panel_texts[2];  /* (nullable): the read-outs, by BwPlotCurvesPanel */
  char *read_out;        /* (nullable) */

  guint cursor;          /* an epoch, 0 for none */
};

G_DEFINE_FINAL_TYPE (BwCurvesView, bw_curves_view, BW_TYPE_CHART)

/* --- What is shown ------------------------------------------------------------------------------ */

static void
init_plot (BwPlotCurves *plot,
           const Run    *runs)
{
  *plot = (BwPlotCurves) { .n_runs = runs[1].points->len > 0 ? 2 : 1, .epochs = 1 };
  for (guint i = 0; i < plot->n_runs; i++)
    {
      const BwPlotCurvesPoint *points = (const BwPlotCurvesPoint *) (void *) runs[i].points->data;
      guint n = runs[i].points->len;

      plot->runs[i] = (BwPlotCurvesRun) { points, n, runs[i].best_epoch, runs[i].name };
      plot->epochs = MAX (plot->epochs, MAX (runs[i].epochs, n > 0 ? points[n - 1].epoch : 0));
    }
}

static gboolean
is_empty (BwCurvesView *self)
{
  return self->runs[0].points->len == 0 && self->runs[0].epochs == 0;
}

static const BwPlotCurvesPoint *
find_point (const Run *run,
            guint      epoch)
{
  for (guint i = 0; i < run->points->len; i++)
    {
      const BwPlotCurvesPoint *point = &g_array_index (run->points, BwPlotCurvesPoint, i);

      if (point->epoch == epoch)
        return point;
    }
  return NULL;
}

static gboolean
has_validation (const Run *run)
{
  for (guint i = 0; i < run->points->len; i++)
    if (g_array_index (run->points, BwPlotCurvesPoint, i).has_validation)
      return TRUE;
  return FALSE;
}

/* The first or last epoch of either, 0 where there is none. */
static guint
find_end (BwCurvesView *self,
          gboolean      last)
{
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    {
      const GArray *points = self->runs[i].points;
      guint epoch;

      if (points->len == 0)
        continue;
      epoch = g_array_index (points, BwPlotCurvesPoint, last ? points->len - 1 : 0).epoch;
      if (found == 0 || (last ? epoch > found : epoch < found))
        found = epoch;
    }
  return found;
}

/* --- Words -------------------------------------------------------------------------------------- */

static char *
format_loss (double loss)
{
  return isfinite (loss) ? g_strdup_printf (loss < 0.1 ? "%.4f" : "%.3f", loss) : g_strdup ("–");
}

static char *
format_accuracy (double accuracy)
{
  return isfinite (accuracy) ? g_strdup_printf (_("%.1f %%"), 100 * accuracy) : g_strdup ("–");
}

/* Lines of the read-out in a panel. */
static void
append_lines (GString                 *text,
              const BwPlotCurvesPoint *point,
              BwPlotCurvesPanel        panel)
{
  gboolean loss = panel == BW_PLOT_CURVES_LOSS;
  g_autofree char *training
      = loss ? format_loss (point->train_loss) : format_accuracy (point->train_accuracy);
  g_autofree char *validation
      = loss ? format_loss (point->validation_loss) : format_accuracy (point->validation_accuracy);

  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Training: %s"), training);
  if (!point->has_validation)
    return;
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Validation: %s"), validation);
}

static void
append_sentences (GString                 *text,
                  const BwPlotCurvesPoint *point)
{
  g_autofree char *loss = format_loss (point->train_loss);
  g_autofree char *accuracy = format_accuracy (point->train_accuracy);

  g_string_append_c (text, ' ');
  /* Translators: of the days a net was trained on; 97 % of its answers were right */
  g_string_append_printf (text, _("Training: loss %s, accuracy %s."), loss, accuracy);
  if (point->has_validation)
    {
      g_autofree char *other_loss = format_loss (point->validation_loss);
      g_autofree char *other_accuracy = format_accuracy (point->validation_accuracy);

      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("Validation: loss %s, accuracy %s."), other_loss,
                              other_accuracy);
    }
}

/* The values of both trainings after an epoch. Returns: (transfer full) */
static char *
speak_epoch (BwCurvesView *self,
             guint         epoch)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("Epoch %u."), epoch);
  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    {
      const BwPlotCurvesPoint *point = find_point (&self->runs[i], epoch);

      if (!point)
        continue;
      if (self->runs[1].points->len > 0 && self->runs[i].name)
        g_string_append_printf (text, " %s:", self->runs[i].name);
      append_sentences (text, point);
    }
  return g_string_free (text, FALSE);
}

static char *
make_panel_text (BwCurvesView      *self,
                 BwPlotCurvesPanel  panel)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("Epoch %u"), self->cursor);
  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    {
      const BwPlotCurvesPoint *point = find_point (&self->runs[i], self->cursor);

      if (!point)
        continue;
      if (self->runs[1].points->len > 0 && self->runs[i].name)
        g_string_append_printf (text, "\n%s", self->runs[i].name);
      append_lines (text, point, panel);
    }
  return g_string_free (text, FALSE);
}

static void
describe (BwCurvesView *self)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (self);
  g_autofree char *last = NULL;
  GString *text;
  BwPlotCurves plot;

  if (is_empty (self))
    {
      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      gtk_label_get_text (GTK_LABEL (self->empty)), -1);
      return;
    }
  init_plot (&plot, self->runs);
  text = g_string_new (NULL);
  g_string_append_printf (text, _("%u of %u epochs done."), self->runs[0].points->len,
                          MAX (self->runs[0].epochs, self->runs[0].points->len));
  if (self->runs[0].points->len > 0)
    {
      last = speak_epoch (self, find_end (self, TRUE));
      g_string_append_printf (text, " %s", last);
    }
  if (self->runs[0].best_epoch > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("Best epoch: %u."), self->runs[0].best_epoch);
    }
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) plot.epochs, -1);
  g_string_free (text, TRUE);
}

/* --- Cursor ------------------------------------------------------------------------------------- */

static void
update_read_out (BwCurvesView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->panel_texts); i++)
    {
      g_free (self->panel_texts[i]);
      self->panel_texts[i] = self->cursor > 0 ? make_panel_text (self, i) : NULL;
    }
  g_free (self->read_out);
  self->read_out = self->cursor > 0 ? speak_epoch (self, self->cursor) : NULL;
  bw_chart_tell_cursor (BW_CHART (self), self->cursor, self->read_out);
}

static void
set_cursor (BwCurvesView *self,
            guint         epoch)
{
  if (self->cursor == epoch)
    return;
  self->cursor = epoch;
  update_read_out (self);
}

static gboolean
on_move (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  BwCurvesView *self = BW_CURVES_VIEW (widget);
  guint first = find_end (self, FALSE), last = find_end (self, TRUE);
  int by = g_variant_get_int32 (args);

  if (last == 0)
    return FALSE;
  if (by == G_MININT32)
    set_cursor (self, first);
  else if (by == G_MAXINT32 || self->cursor == 0)
    set_cursor (self, last);
  else
    set_cursor (self, (guint) CLAMP ((int) self->cursor + by, (int) first, (int) last));
  return TRUE;
}

static void
bw_curves_view_point_at (BwChart  *chart,
                         gboolean  is_over,
                         double    x,
                         double    y)
{
  BwCurvesView *self = BW_CURVES_VIEW (chart);
  BwPlotRect area = bw_chart_get_area (chart);
  BwPlotCurvesLayout layout;
  BwPlotCurves plot;

  if (!is_over || find_end (self, TRUE) == 0)
    {
      set_cursor (self, 0);
      return;
    }
  init_plot (&plot, self->runs);
  bw_plot_curves_layout (&layout, &plot, &area, bw_chart_get_font (chart));
  for (guint i = 0; i < G_N_ELEMENTS (layout.panels); i++)
    {
      const BwPlotRect *panel = &layout.panels[i].plot;
      double epoch;

      if (x < panel->x - 6 || x > panel->x + panel->width + 6 || y < panel->y - 6
          || y > panel->y + panel->height + 6)
        continue;
      epoch = round (bw_plot_scale_invert (&layout.panels[i].epoch, x));
      if (epoch >= find_end (self, FALSE) && epoch <= find_end (self, TRUE))
        {
          set_cursor (self, (guint) epoch);
          return;
        }
    }
  set_cursor (self, 0);
}

/* --- Chart -------------------------------------------------------------------------------------- */

static void
bw_curves_view_paint (BwChart                    *chart,
                      cairo_t                    *cr,
                      const BwPlotRect           *area,
                      const BwPlotPalette        *palette,
                      const PangoFontDescription *font)
{
  BwCurvesView *self = BW_CURVES_VIEW (chart);
  BwPlotCurves plot;

  if (is_empty (self))
    return;
  init_plot (&plot, self->runs);
  plot.cursor_epoch = self->cursor;
  for (guint i = 0; i < G_N_ELEMENTS (plot.cursor_text); i++)
    plot.cursor_text[i] = self->panel_texts[i];
  bw_plot_curves_paint (cr, area, &plot, palette, font);
}

static void
clear_run (Run *run)
{
  g_clear_pointer (&run->points, g_array_unref);
  g_clear_pointer (&run->name, g_free);
}

static void
free_picture (gpointer data)
{
  Run *runs = data;

  clear_run (&runs[0]);
  clear_run (&runs[1]);
  g_free (runs);
}

static void
paint_picture (cairo_t                    *cr,
               const BwPlotRect           *area,
               const BwPlotPalette        *palette,
               const PangoFontDescription *font,
               gconstpointer               data)
{
  BwPlotCurves plot;

  init_plot (&plot, data);
  bw_plot_curves_paint (cr, area, &plot, palette, font);
}

static BwChartPicture *
bw_curves_view_make_picture (BwChart *chart)
{
  BwCurvesView *self = BW_CURVES_VIEW (chart);
  PangoFontDescription *font;
  BwPlotCurves plot;
  double height;
  Run *runs;

  if (self->runs[0].points->len == 0)
    return NULL;
  runs = g_new (Run, G_N_ELEMENTS (self->runs));
  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    {
      runs[i] = self->runs[i];
      runs[i].points = g_array_copy (self->runs[i].points);
      runs[i].name = g_strdup (self->runs[i].name);
    }
  init_plot (&plot, runs);
  font = bw_chart_picture_make_font (GTK_WIDGET (self));
  height = bw_plot_curves_height (&plot, PICTURE_WIDTH, font) + PICTURE_MORE;
  pango_font_description_free (font);
  return bw_chart_picture_new (GTK_WIDGET (self), PICTURE_WIDTH, height, paint_picture, runs,
                               free_picture);
}

static char *
bw_curves_view_make_file_name (BwChart *chart)
{
  /* Translators: the suggested name of a picture */
  return g_strdup (_("Training.png"));
}

static void
append_cells (GString                 *text,
              const BwPlotCurvesPoint *point,
              gboolean                 has_validation)
{
  char *cells[] = { NULL, NULL, NULL, NULL };

  if (point)
    {
      cells[0] = format_loss (point->train_loss);
      cells[1] = format_accuracy (point->train_accuracy);
    }
  if (point && point->has_validation)
    {
      cells[2] = format_loss (point->validation_loss);
      cells[3] = format_accuracy (point->validation_accuracy);
    }
  for (guint i = 0; i < (has_validation ? 4 : 2); i++)
    {
      g_string_append_printf (text, "\t%s", cells[i] ? cells[i] : "");
      g_free (cells[i]);
    }
}

/* A line an epoch that either training has. */
static char *
bw_curves_view_make_table (BwChart *chart)
{
  const char *titles[] = { _("Training loss"), _("Training accuracy"), _("Validation loss"),
                           _("Validation accuracy") };
  BwCurvesView *self = BW_CURVES_VIEW (chart);
  guint n_runs = self->runs[1].points->len > 0 ? 2 : 1, last = find_end (self, TRUE);
  gboolean validated[2];
  GString *text;

  if (last == 0)
    return NULL;
  text = g_string_new (_("Epoch"));
  for (guint run = 0; run < n_runs; run++)
    {
      const char *name = n_runs > 1 ? self->runs[run].name : NULL;

      validated[run] = has_validation (&self->runs[run]);
      for (guint i = 0; i < (validated[run] ? 4 : 2); i++)
        g_string_append_printf (text, "\t%s%s%s", name ? name : "", name ? ": " : "", titles[i]);
    }
  for (guint epoch = find_end (self, FALSE); epoch <= last; epoch++)
    {
      const BwPlotCurvesPoint *points[2] = { find_point (&self->runs[0], epoch),
                                             find_point (&self->runs[1], epoch) };

      if (!points[0] && !points[1])
        continue;
      g_string_append_printf (text, "\n%u", epoch);
      for (guint run = 0; run < n_runs; run++)
        append_cells (text, points[run], validated[run]);
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/* --- Widget ------------------------------------------------------------------------------------- */

static GtkSizeRequestMode
bw_curves_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bw_curves_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  BwCurvesView *self = BW_CURVES_VIEW (widget);
  int width = for_size < 0 ? NATURAL_WIDTH : for_size;
  BwPlotCurvesLayout layout;
  BwPlotRect area = { 0, 0, MAX (width - 2 * BW_STYLE_FOCUS_ROOM, 1), 400 };
  const PangoFontDescription *font;
  BwPlotCurves plot;
  int rows;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  font = bw_chart_get_font (BW_CHART (self));
  init_plot (&plot, self->runs);
  bw_plot_curves_layout (&layout, &plot, &area, font);
  rows = layout.panels[0].plot.y < layout.panels[1].plot.y ? 2 : 1;
  *minimum = (int) ceil (bw_plot_curves_height (&plot, area.width, font)) + 2 * BW_STYLE_FOCUS_ROOM;
  *natural = *minimum + rows * NATURAL_MORE;
}

static void
bw_curves_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  const GtkAllocation all = { 0, 0, width, height };

  GTK_WIDGET_CLASS (bw_curves_view_parent_class)->size_allocate (widget, width, height, baseline);
  gtk_widget_size_allocate (BW_CURVES_VIEW (widget)->empty, &all, -1);
}

static void
bw_curves_view_dispose (GObject *object)
{
  g_clear_pointer (&BW_CURVES_VIEW (object)->empty, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_curves_view_parent_class)->dispose (object);
}

static void
bw_curves_view_finalize (GObject *object)
{
  BwCurvesView *self = BW_CURVES_VIEW (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    clear_run (&self->runs[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->panel_texts); i++)
    g_free (self->panel_texts[i]);
  g_free (self->read_out);
  G_OBJECT_CLASS (bw_curves_view_parent_class)->finalize (object);
}

static void
bw_curves_view_class_init (BwCurvesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  BwChartClass *chart_class = BW_CHART_CLASS (klass);

  object_class->dispose = bw_curves_view_dispose;
  object_class->finalize = bw_curves_view_finalize;
  widget_class->get_request_mode = bw_curves_view_get_request_mode;
  widget_class->measure = bw_curves_view_measure;
  widget_class->size_allocate = bw_curves_view_size_allocate;
  chart_class->paint = bw_curves_view_paint;
  chart_class->point_at = bw_curves_view_point_at;
  chart_class->make_picture = bw_curves_view_make_picture;
  chart_class->make_file_name = bw_curves_view_make_file_name;
  chart_class->make_table = bw_curves_view_make_table;

  gtk_widget_class_set_css_name (widget_class, "curves-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  bw_chart_class_bind_cursor (chart_class, on_move, bw_chart_let_go);
}

static void
bw_curves_view_init (BwCurvesView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    self->runs[i].points = g_array_new (FALSE, FALSE, sizeof (BwPlotCurvesPoint));
  self->empty = gtk_label_new (_("The curves begin with the first epoch of a training."));
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->empty), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Training curves"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 1.0, -1);
  describe (self);
}

BwCurvesView *
bw_curves_view_new (void)
{
  return g_object_new (BW_TYPE_CURVES_VIEW, NULL);
}

/* What the lines of the legend, and so the height, depend on. */
static guint
get_shape (BwCurvesView *self)
{
  guint shape = 0;

  for (guint i = 0; i < G_N_ELEMENTS (self->runs); i++)
    shape = shape << 3 | (self->runs[i].points->len > 0) << 2 | (self->runs[i].best_epoch > 0) << 1
            | has_validation (&self->runs[i]);
  return shape;
}

static void
set_run (BwCurvesView       *self,
         guint               index,
         const BwTrainPoint *points,
         guint               n,
         guint               epochs_planned,
         guint               best_epoch)
{
  Run *run = &self->runs[index];
  guint shape = get_shape (self), last;

  g_array_set_size (run->points, 0);
  for (guint i = 0; i < n; i++)
    {
      const BwPlotCurvesPoint point = {
        .epoch = points[i].epoch,
        .train_loss = points[i].train_loss,
        .train_accuracy = points[i].train_accuracy,
        .has_validation = points[i].has_validation,
        .validation_loss = points[i].validation_loss,
        .validation_accuracy = points[i].validation_accuracy,
      };

      g_array_append_val (run->points, point);
    }
  run->epochs = epochs_planned;
  run->best_epoch = best_epoch;

  last = find_end (self, TRUE);
  self->cursor = self->cursor > last ? 0 : self->cursor;
  update_read_out (self);
  describe (self);
  gtk_widget_set_visible (self->empty, is_empty (self));
  if (shape != get_shape (self))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_curves_view_set_points (BwCurvesView       *self,
                           const BwTrainPoint *points,
                           guint               n,
                           guint               epochs_planned,
                           guint               best_epoch)
{
  g_return_if_fail (BW_IS_CURVES_VIEW (self));
  g_return_if_fail (points != NULL || n == 0);

  set_run (self, 0, points, n, epochs_planned, best_epoch);
}

void
bw_curves_view_set_other (BwCurvesView       *self,
                          const BwTrainPoint *points,
                          guint               n,
                          guint               epochs_planned,
                          guint               best_epoch)
{
  g_return_if_fail (BW_IS_CURVES_VIEW (self));
  g_return_if_fail (points != NULL || n == 0);

  set_run (self, 1, points, n, epochs_planned, best_epoch);
}

void
bw_curves_view_set_names (BwCurvesView *self,
                          const char   *name,
                          const char   *other_name)
{
  const char *names[] = { name, other_name };

  g_return_if_fail (BW_IS_CURVES_VIEW (self));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_free (self->runs[i].name);
      self->runs[i].name = g_strdup (names[i]);
    }
  update_read_out (self);
  describe (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
bw_curves_view_get_read_out (BwCurvesView *self)
{
  g_return_val_if_fail (BW_IS_CURVES_VIEW (self), NULL);

  return self->read_out;
}
