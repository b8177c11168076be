/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/bw-ecg-figure-private.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define HEAD_GAP 8.0
#define PAGE_GAP 12.0

static char *
format_date (const BwRecording *recording,
             GTimeZone         *zone)
{
  gint64 shown_ms = bw_recording_get_shown_ms (recording, zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (shown_ms / BW_TIME_SECOND);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  if (!local)
    return g_strdup ("");
  return g_date_time_format (local, recording->time_known
                                      /* Translators: see g_date_time_format() */
                                      ? _("%-d %B %Y, %H:%M:%S")
                                      : _("%-d %B %Y"));
}

char *
bw_ecg_figure_format_start (double s,
                            double longest_s)
{
  if (longest_s > 90)
    return g_strdup_printf ("%d:%02d", (int) s / 60, (int) s % 60);
  /* Translators: seconds from the beginning of a recording */
  return g_strdup_printf (_("%g s"), round (s * 10) / 10);
}

static void
add_piece (GPtrArray *pieces,
           char      *piece)
{
  g_ptr_array_add (pieces, piece);
}

void
bw_ecg_figure_fill_texts (BwEcgFigure              *self,
                          const BwEcgFigureSource  *source,
                          GTimeZone                *zone,
                          const BwEcgFigureOptions *options)
{
  const BwRecording *recording = source->recording;
  double length_s = recording->n_samples / recording->rate_hz;

  if (options->person_name && options->date_of_birth)
    /* Translators: a person's name and date of birth */
    self->name = g_strdup_printf (_("%s, born %s"), options->person_name, options->date_of_birth);
  else if (options->date_of_birth)
    self->name = g_strdup_printf (_("Born %s"), options->date_of_birth);
  else
    self->name = g_strdup (options->person_name);
  self->date = format_date (recording, zone);

  if (recording->classification && *recording->classification)
    add_piece (self->findings, g_strdup (recording->classification));
  if (source->has_hr)
    add_piece (self->findings, g_strdup_printf (_("Heart rate %.0f bpm"), source->hr_bpm));
  if (recording->label == BW_LABEL_FASTING)
    add_piece (self->findings, g_strdup (_("Label: fasting")));
  else if (recording->label == BW_LABEL_GLUCOSE)
    add_piece (self->findings, g_strdup (_("Label: after glucose")));
  if (source->quality)
    add_piece (self->findings, g_strdup_printf (_("Quality: %s"), source->quality));

  if (recording->lead && *recording->lead)
    add_piece (self->particulars, g_strdup (recording->lead));
  if (options->has_range)
    /* Translators: the part of a recording that is shown: "4.5 to 7.0 s of 30.0 s" */
    add_piece (self->particulars, g_strdup_printf (_("%.1f to %.1f s of %.1f s"), self->from_s,
                                                   self->to_s, length_s));
  else
    add_piece (self->particulars, g_strdup_printf (_("%.1f s"), length_s));
  add_piece (self->particulars, g_strdup_printf (_("%.4g Hz"), recording->rate_hz));
  add_piece (self->particulars, source->filter
                                  ? g_strdup_printf (_("Filter: %s"), source->filter)
                                  : g_strdup (_("No filter")));
  add_piece (self->particulars,
             bw_plot_ecg_format_scale (options->mm_per_s, options->mm_per_mv));
}

/* Breaks @pieces into lines no wider than @width: between pieces, and between words where a piece
 * alone is too long. Returns: (transfer full) (element-type utf8) */
static GPtrArray *
break_lines (const GPtrArray            *pieces,
             const PangoFontDescription *font,
             double                      width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < pieces->len; i++)
    {
      const char *piece = g_ptr_array_index (pieces, i);
      g_auto (GStrv) words = NULL;
      double length;

      bw_plot_text_measure (font, piece, &length, NULL);
      words = g_strsplit (piece, length > width ? " " : "\n", -1);
      for (guint k = 0; words[k]; k++)
        {
          gsize end = line->len;

          if (end > 0)
            g_string_append (line, k == 0 ? " · " : " ");
          g_string_append (line, words[k]);
          bw_plot_text_measure (font, line->str, &length, NULL);
          if (length > width && end > 0)
            {
              g_ptr_array_add (lines, g_strndup (line->str, end));
              g_string_assign (line, words[k]);
            }
        }
    }
  if (line->len > 0)
    g_ptr_array_add (lines, g_strdup (line->str));
  return lines;
}

/* Draws @pieces as lines of text where @cr is given. Returns: their height */
static double
lay_pieces (cairo_t                    *cr,
            const GPtrArray            *pieces,
            const PangoFontDescription *font,
            const BwPlotColor          *color,
            double                      x,
            double                      y,
            double                      width)
{
  g_autoptr (GPtrArray) lines = break_lines (pieces, font, width);
  double height;

  bw_plot_text_measure (font, "0", NULL, &height);
  height = ceil (height);
  for (guint i = 0; cr && i < lines->len; i++)
    bw_plot_text_draw (cr, font, color, x, y + i * height, 0, 0, g_ptr_array_index (lines, i));
  return lines->len * height;
}

double
bw_ecg_figure_lay_head (cairo_t             *cr,
                        const BwEcgFigure   *self,
                        const BwPlotPalette *palette,
                        double               width)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  double x = BW_ECG_FIGURE_MARGIN, y = BW_ECG_FIGURE_MARGIN;

  if (self->name)
    g_ptr_array_add (heads, self->name);
  g_ptr_array_add (heads, self->date);
  y += lay_pieces (cr, heads, self->head_font, &palette->text, x, y, width);
  y += lay_pieces (cr, self->findings, self->text_font, &palette->text, x, y, width);
  y += lay_pieces (cr, self->particulars, self->text_font, &palette->dim_text, x, y, width);
  return y - BW_ECG_FIGURE_MARGIN + HEAD_GAP;
}

double
bw_ecg_figure_lay_foot (cairo_t             *cr,
                        const BwEcgFigure   *self,
                        const BwPlotPalette *palette,
                        double               width,
                        double               bottom,
                        const char          *page)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new ();
  double page_width = 0, height;

  g_ptr_array_add (pieces, (gpointer) _("Beatwise is not a medical device and does not diagnose"));
  g_ptr_array_add (pieces, (gpointer) _("For self-review and research labelling"));
  if (page)
    {
      bw_plot_text_measure (self->row_font, page, &page_width, NULL);
      page_width += PAGE_GAP;
    }
  height = lay_pieces (NULL, pieces, self->row_font, &palette->dim_text, 0, 0, width - page_width);
  if (cr)
    {
      lay_pieces (cr, pieces, self->row_font, &palette->dim_text, BW_ECG_FIGURE_MARGIN,
                  bottom - height, width - page_width);
      if (page)
        bw_plot_text_draw (cr, self->row_font, &palette->dim_text, BW_ECG_FIGURE_MARGIN + width,
                           bottom, 1, 1, page);
    }
  return height + BW_ECG_FIGURE_ROW_GAP;
}

char *
bw_ecg_figure_format_page (guint page,
                           guint n_pages)
{
  /* Translators: "Page 1 of 3" */
  return g_strdup_printf (_("Page %u of %u"), page + 1, n_pages);
}
