/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-ecg-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN BW_ECG_FIGURE_MARGIN
#define UNIT_PER_MM BW_ECG_FIGURE_UNIT_PER_MM
#define ROW_GAP BW_ECG_FIGURE_ROW_GAP
#define HEAD_FONT 11.5
#define TEXT_FONT 9.0
#define ROW_FONT 7.5
/* Rows keep to the paper's 5 mm squares: this high at least, and with this much air for the line. */
#define SQUARE_MM 5.0
#define LEAST_ROW_MM 15.0
#define AIR_MM 1.0
/* A picture of a moment still has room for its title. */
#define LEAST_PICTURE_WIDTH 420.0

static PangoFontDescription *
make_font (const PangoFontDescription *family,
           double                      size,
           PangoWeight                 weight)
{
  PangoFontDescription *font = bw_plot_font_new (size);

  if (family != NULL)
    pango_font_description_set_family (font, pango_font_description_get_family (family));
  pango_font_description_set_weight (font, weight);
  return font;
}

/* How long a row is: the longest round time that fits on a page beside the calibration pulse. */
static void
find_row_length (BwEcgFigure *self)
{
  static const double lengths[] = { 60, 30, 20, 10, 5, 2, 1, 0.5, 0.2 };
  const BwPlotRect whole = { 0, 0, BW_ECG_FIGURE_PAGE_WIDTH - 2 * MARGIN, 100 };
  BwPlotRect plot = bw_plot_ecg_get_plot (&self->ecg, &whole, self->row_font);

  self->field_width = plot.x;
  self->row_s = bw_plot_ecg_width_to_s (&self->ecg, plot.width);
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (lengths[i] <= self->row_s + 1e-9)
      {
        self->row_s = lengths[i];
        break;
      }
}

/* What marks and stretches take of a row's height. */
static double
get_extra_height (const BwEcgFigure *self)
{
  const BwPlotRect whole = { 0, 0, 100, 1000 };

  return whole.height - bw_plot_ecg_get_plot (&self->ecg, &whole, self->row_font).height;
}

static BwEcgFigureRow
make_row (const BwEcgFigure *self,
          double             from_s,
          double             to_s)
{
  double per_mv = self->ecg.mm_per_mv / 1000, low = 0, high = 0, missing;
  double rate_hz = self->ecg.rate_hz, first_s = self->ecg.first_s;
  guint from = (guint) CLAMP (floor ((from_s - first_s) * rate_hz), 0, self->ecg.n);
  guint to = (guint) CLAMP (ceil ((to_s - first_s) * rate_hz) + 1, from, self->ecg.n);
  BwEcgFigureRow row = { .from_s = from_s, .to_s = to_s };

  bw_plot_min_max_scan (self->samples_uv, from, to, &low, &high);
  row.low_mm = floor ((MIN (low, 0) * per_mv - AIR_MM) / SQUARE_MM) * SQUARE_MM;
  row.high_mm = ceil ((MAX (high, 0) * per_mv + AIR_MM) / SQUARE_MM) * SQUARE_MM;
  missing = LEAST_ROW_MM - (row.high_mm - row.low_mm);
  if (missing > 0)
    row.high_mm += ceil (missing / SQUARE_MM) * SQUARE_MM;
  row.height = (row.high_mm - row.low_mm) * UNIT_PER_MM + get_extra_height (self);
  return row;
}

static void
lay_pages (BwEcgFigure *self)
{
  const BwPlotPalette *palette = bw_plot_palette_get (FALSE, FALSE);
  double width = BW_ECG_FIGURE_PAGE_WIDTH - 2 * MARGIN, room, used = 0;
  /* The longest there can be, so that every page has the same foot. */
  g_autofree char *page = bw_ecg_figure_format_page (999, 999);

  room = BW_ECG_FIGURE_PAGE_HEIGHT - 2 * MARGIN
         - bw_ecg_figure_lay_head (NULL, self, palette, width)
         - bw_ecg_figure_lay_foot (NULL, self, palette, width, 0, page);
  self->n_pages = 1;
  for (guint i = 0; i < self->rows->len; i++)
    {
      BwEcgFigureRow *row = &g_array_index (self->rows, BwEcgFigureRow, i);

      /* One that is higher than a page is cut at its borders, not left out. */
      row->height = MIN (row->height, room);
      if (used > 0 && used + row->height > room)
        {
          self->n_pages++;
          used = 0;
        }
      row->page = self->n_pages - 1;
      used += row->height + ROW_GAP;
    }
}

/* Takes the samples and peaks of what is shown, and as many on both sides of it: beats there have
 * intervals that reach into it. */
static void
copy_data (BwEcgFigure             *self,
           const BwEcgFigureSource *source)
{
  guint n = source->recording->n_samples;
  double rate_hz = source->recording->rate_hz, margin_s = self->to_s - self->from_s;
  guint first = (guint) CLAMP (floor ((self->from_s - margin_s) * rate_hz) - 1, 0, n);
  guint end = (guint) CLAMP (ceil ((self->to_s + margin_s) * rate_hz) + 2, first, n);

  self->samples_uv = g_memdup2 (source->samples_uv + first, (end - first) * sizeof (double));
  self->ecg.samples_uv = self->samples_uv;
  self->ecg.n = end - first;
  self->ecg.first_s = first / rate_hz;

  self->peaks = g_new (guint32, source->n_peaks);
  for (guint i = 0; i < source->n_peaks; i++)
    if (source->peaks[i] >= first && source->peaks[i] < end)
      self->peaks[self->ecg.n_peaks++] = source->peaks[i] - first;
  self->ecg.peaks = self->peaks;

  self->stretches = g_memdup2 (source->stretches, source->n_stretches * sizeof (BwPlotEcgStretch));
  for (guint i = 0; i < source->n_stretches; i++)
    self->stretches[i].label = g_intern_string (source->stretches[i].label);
  self->ecg.stretches = self->stretches;
}

BwEcgFigure *
bw_ecg_figure_new (const BwEcgFigureSource  *source,
                   GTimeZone                *zone,
                   const BwEcgFigureOptions *options)
{
  const BwRecording *recording = source->recording;
  BwEcgFigure *self;

  g_return_val_if_fail (recording->rate_hz > 0, NULL);
  g_return_val_if_fail (options->mm_per_s > 0 && options->mm_per_mv > 0, NULL);

  self = g_atomic_rc_box_new0 (BwEcgFigure);
  self->findings = g_ptr_array_new_with_free_func (g_free);
  self->particulars = g_ptr_array_new_with_free_func (g_free);
  self->head_font = make_font (options->font, HEAD_FONT, PANGO_WEIGHT_BOLD);
  self->text_font = make_font (options->font, TEXT_FONT, PANGO_WEIGHT_NORMAL);
  self->row_font = make_font (options->font, ROW_FONT, PANGO_WEIGHT_NORMAL);
  self->rows = g_array_new (FALSE, FALSE, sizeof (BwEcgFigureRow));
  self->ecg = (BwPlotEcg) {
    .rate_hz = recording->rate_hz,
    .unit_per_mm = UNIT_PER_MM,
    .mm_per_s = options->mm_per_s,
    .mm_per_mv = options->mm_per_mv,
    .show_grid = TRUE,
    .show_calibration = TRUE,
    .show_peaks = options->show_peaks && source->n_peaks > 0,
    .show_rr = options->show_rr && source->n_peaks > 1,
    .n_stretches = options->show_stretches ? source->n_stretches : 0,
    .caliper_active = 2,
  };
  self->length_s = self->to_s = recording->n_samples / recording->rate_hz;
  if (options->has_range)
    {
      self->from_s = CLAMP (options->from_s, 0, self->to_s);
      self->to_s = CLAMP (options->to_s, self->from_s, self->to_s);
    }
  copy_data (self, source);
  bw_ecg_figure_fill_texts (self, source, zone, options);

  find_row_length (self);
  for (double s = self->from_s; s < self->to_s - 1e-9 || s == self->from_s; s += self->row_s)
    {
      BwEcgFigureRow row = make_row (self, s, MIN (s + self->row_s, self->to_s));

      g_array_append_val (self->rows, row);
    }
  lay_pages (self);
  return self;
}

BwEcgFigure *
bw_ecg_figure_ref (BwEcgFigure *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  BwEcgFigure *self = data;

  g_free (self->samples_uv);
  g_free (self->peaks);
  g_free (self->stretches);
  g_free (self->name);
  g_free (self->date);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->particulars);
  pango_font_description_free (self->head_font);
  pango_font_description_free (self->text_font);
  pango_font_description_free (self->row_font);
  g_array_unref (self->rows);
}

void
bw_ecg_figure_unref (BwEcgFigure *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

guint
bw_ecg_figure_get_n_pages (const BwEcgFigure *self)
{
  return self->n_pages;
}

/* A row at @y: paper as long as the row is, its start over the calibration pulse. */
static void
paint_row (cairo_t              *cr,
           const BwEcgFigure    *self,
           const BwEcgFigureRow *row,
           double                y,
           double                device_scale,
           const BwPlotPalette  *palette)
{
  double length = (row->to_s - row->from_s) * self->ecg.mm_per_s * UNIT_PER_MM;
  g_autofree char *start = bw_ecg_figure_format_start (row->from_s, self->length_s);
  BwPlotRect area = { MARGIN, y, self->field_width + length, row->height };
  BwPlotEcg ecg = self->ecg;

  ecg.device_scale = device_scale;
  ecg.from_s = row->from_s;
  ecg.centre_uv = (row->low_mm + row->high_mm) / 2 / ecg.mm_per_mv * 1000;
  /* One of a moment has no room for the pulse. */
  area.width = bw_plot_ecg_get_plot (&ecg, &area, self->row_font).x - area.x + length;
  bw_plot_ecg_paint (cr, &area, &ecg, palette, self->row_font);
  bw_plot_text_draw (cr, self->row_font, &palette->ecg.mark, area.x + 2, area.y + 1, 0, 0, start);
}

static void
paint_ground (cairo_t             *cr,
              const BwPlotPalette *palette)
{
  bw_plot_set_color (cr, &palette->background);
  cairo_paint (cr);
}

void
bw_ecg_figure_paint_page (const BwEcgFigure   *self,
                          guint                page,
                          const BwPlotPalette *palette,
                          cairo_t             *cr)
{
  double width = BW_ECG_FIGURE_PAGE_WIDTH - 2 * MARGIN, y = MARGIN;
  g_autofree char *number = bw_ecg_figure_format_page (page, self->n_pages);

  g_return_if_fail (page < self->n_pages);

  if (!palette)
    palette = bw_plot_palette_get (FALSE, FALSE);
  paint_ground (cr, palette);
  y += bw_ecg_figure_lay_head (cr, self, palette, width);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const BwEcgFigureRow *row = &g_array_index (self->rows, BwEcgFigureRow, i);

      if (row->page != page)
        continue;
      paint_row (cr, self, row, y, 0, palette);
      y += row->height + ROW_GAP;
    }
  bw_ecg_figure_lay_foot (cr, self, palette, width, BW_ECG_FIGURE_PAGE_HEIGHT - MARGIN, number);
}

typedef struct
{
  const BwEcgFigure *figure;
  const BwPlotPalette *palette;
  double device_scale;         /* of a picture; 0 for SVG */
  GCancellable *cancellable;
} Job;

static void
paint_page (cairo_t          *cr,
            const BwPlotRect *area,
            guint             page,
            gpointer          user_data)
{
  const Job *job = user_data;

  bw_ecg_figure_paint_page (job->figure, page, job->palette, cr);
}

static void
paint_picture (cairo_t          *cr,
               const BwPlotRect *area,
               gpointer          user_data)
{
  const Job *job = user_data;
  double width = area->width - 2 * MARGIN, y = MARGIN;

  paint_ground (cr, job->palette);
  y += bw_ecg_figure_lay_head (cr, job->figure, job->palette, width);
  for (guint i = 0;
       i < job->figure->rows->len && !g_cancellable_is_cancelled (job->cancellable); i++)
    {
      const BwEcgFigureRow *row = &g_array_index (job->figure->rows, BwEcgFigureRow, i);

      paint_row (cr, job->figure, row, y, job->device_scale, job->palette);
      y += row->height + ROW_GAP;
    }
  bw_ecg_figure_lay_foot (cr, job->figure, job->palette, width, area->height - MARGIN, NULL);
}

/* A picture is as wide as its first row and as high as all of them. */
static GBytes *
render_picture (Job           *job,
                BwPlotFormat   format,
                GError       **error)
{
  const BwEcgFigure *self = job->figure;
  const BwEcgFigureRow *first = &g_array_index (self->rows, BwEcgFigureRow, 0);
  double width, height;

  job->device_scale = format == BW_PLOT_FORMAT_PNG ? BW_ECG_FIGURE_SCALE : 0;
  width = self->field_width + (first->to_s - first->from_s) * self->ecg.mm_per_s * UNIT_PER_MM;
  width = ceil (MAX (width, LEAST_PICTURE_WIDTH));
  height = 2 * MARGIN + bw_ecg_figure_lay_head (NULL, self, job->palette, width)
           + bw_ecg_figure_lay_foot (NULL, self, job->palette, width, 0, NULL);
  for (guint i = 0; i < self->rows->len; i++)
    height += g_array_index (self->rows, BwEcgFigureRow, i).height + (i > 0 ? ROW_GAP : 0);
  return bw_plot_render (format, width + ceil (2 * MARGIN), ceil (height), BW_ECG_FIGURE_SCALE,
                         paint_picture, job, job->cancellable, error);
}

GBytes *
bw_ecg_figure_render (const BwEcgFigure    *self,
                      BwPlotFormat          format,
                      const BwPlotPalette  *palette,
                      BwProgress           *progress,
                      GCancellable         *cancellable,
                      GError              **error)
{
  Job job = { self, palette ? palette : bw_plot_palette_get (FALSE, FALSE), 0, cancellable };

  bw_progress_begin_stage (progress, _("Drawing the ECG…"), 1);
  if (format == BW_PLOT_FORMAT_PDF)
    return bw_plot_render_pages (_("ECG"), BW_ECG_FIGURE_PAGE_WIDTH, BW_ECG_FIGURE_PAGE_HEIGHT,
                                 self->n_pages, paint_page, &job, progress, cancellable, error);
  return render_picture (&job, format, error);
}
