/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-picture.h"

#include "app/bw-ecg-tools.h"
#include "app/bw-save-task.h"

BwEcgFigure *
bw_ecg_picture_new_figure (BwEcgTrace               *trace,
                           const BwRecording        *recording,
                           BwEcgFilter               filter,
                           GTimeZone                *zone,
                           const BwEcgFigureOptions *options)
{
  const BwEcgAnalysis *analysis = bw_ecg_trace_get_analysis (trace);
  g_autofree BwPlotEcgStretch *stretches = g_new (BwPlotEcgStretch, analysis->n_stretches + 1);
  g_autofree char *filter_text = bw_ecg_tools_describe_filter (filter);
  const BwEcgFigureSource source = {
    .recording = recording,
    .samples_uv = bw_ecg_trace_get_filtered (trace, filter)->samples_uv,
    .filter = filter != BW_ECG_FILTER_NONE ? filter_text : NULL,
    .peaks = analysis->peaks->peaks,
    .n_peaks = analysis->peaks->n,
    .stretches = stretches,
    .n_stretches = analysis->n_stretches,
    .has_hr = analysis->has_hr,
    .hr_bpm = analysis->mean_hr_bpm,
    .quality = bw_ecg_quality_get_text (bw_ecg_quality_grade (analysis->quality)),
  };

  for (guint i = 0; i < analysis->n_stretches; i++)
    stretches[i] = (BwPlotEcgStretch) {
      .start_s = analysis->stretches[i].start / analysis->rate_hz,
      .end_s = analysis->stretches[i].end / analysis->rate_hz,
      .label = bw_ecg_flaw_get_text (analysis->stretches[i].flaw),
    };
  return bw_ecg_figure_new (&source, zone, options);
}

/* --- Files and clipboard ------------------------------------------------------------------------ */

typedef struct
{
  BwEcgFigure *figure;
  BwPlotFormat format;
  GFile *file; /* (nullable): for the clipboard */
} Picture;

static Picture *
picture_new (BwEcgFigure  *figure,
             BwPlotFormat  format,
             GFile        *file)
{
  Picture *picture = g_new0 (Picture, 1);

  picture->figure = figure;
  picture->format = format;
  g_set_object (&picture->file, file);
  return picture;
}

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  bw_ecg_figure_unref (picture->figure);
  g_clear_object (&picture->file);
  g_free (picture);
}

/* On white paper, whatever the window looks like. */
static GBytes *
render (const Picture  *picture,
        BwProgress     *progress,
        GCancellable   *cancellable,
        GError        **error)
{
  return bw_ecg_figure_render (picture->figure, picture->format, NULL, progress, cancellable,
                               error);
}

/* Returns: (transfer full): the file */
static gpointer
save (gconstpointer   input,
      BwProgress     *progress,
      GCancellable   *cancellable,
      GError        **error)
{
  const Picture *picture = input;
  g_autoptr (GBytes) bytes = render (picture, progress, cancellable, error);

  if (bytes == NULL || !bw_save_bytes (picture->file, bytes, cancellable, error))
    return NULL;
  return g_object_ref (picture->file);
}

BwJob *
bw_ecg_picture_save (BwSession    *session,
                     BwEcgFigure  *figure,
                     BwPlotFormat  format,
                     GFile        *file)
{
  return bw_session_save_picture (session, save, picture_new (figure, format, file), picture_free);
}

static void
make_texture (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) bytes = render (data, NULL, cancellable, &error);
  GdkTexture *texture = bytes != NULL ? gdk_texture_new_from_bytes (bytes, &error) : NULL;

  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
bw_ecg_picture_to_texture (BwEcgFigure         *figure,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_task_data (task, picture_new (figure, BW_PLOT_FORMAT_PNG, NULL), picture_free);
  g_task_run_in_thread (task, make_texture);
}

GdkTexture *
bw_ecg_picture_to_texture_finish (GAsyncResult  *result,
                                  GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Paper -------------------------------------------------------------------------------------- */

static void
on_begin_print (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                BwEcgFigure       *figure)
{
  gtk_print_operation_set_n_pages (operation, (int) bw_ecg_figure_get_n_pages (figure));
}

static void
on_draw_page (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              BwEcgFigure       *figure)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);

  /* Upright paper is turned: it lies on its side. */
  if (width < height)
    {
      double swapped = width;

      cairo_translate (cr, width, 0);
      cairo_rotate (cr, G_PI / 2);
      width = height;
      height = swapped;
    }
  /* Other paper than A4 keeps the scale: what is left or missing is margin. */
  cairo_translate (cr, (width - BW_ECG_FIGURE_PAGE_WIDTH) / 2,
                   (height - BW_ECG_FIGURE_PAGE_HEIGHT) / 2);
  bw_ecg_figure_paint_page (figure, (guint) page, NULL, cr);
}

GtkPrintOperation *
bw_ecg_picture_new_print (BwEcgFigure *figure,
                          const char  *job_name)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *file_name = g_strdelimit (g_strdup (job_name), "/\\:*?\"<>|", '-');

  /* On the paper that is usual where one is, and on any other that is chosen. */
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, file_name);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, job_name);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "figure", figure,
                          (GDestroyNotify) bw_ecg_figure_unref);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_print), figure);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_page), figure);
  return operation;
}
