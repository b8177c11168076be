/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-beat-view.h"

#include "app/bw-ecg-spoken.h"
#include "app/bw-format.h"
#include "app/bw-label-words.h"
#include "app/bw-style.h"
#include "plot/bw-plot-ecg-beat.h"

#include <glib/gi18n-lib.h>

#define LEAST_WIDTH 220
#define LEAST_HEIGHT 180
#define NATURAL_WIDTH 320
#define NATURAL_HEIGHT 260
#define MAX_INTERVALS 3
#define MAX_MARKS 2

struct _BwEcgBeatView
{
  GtkWidget parent_instance;

  /* Owned. */
  BwEcgTrace *traces[2];         /* (nullable) */
  char *names[2];                /* (nullable): of two */
  char *intervals[MAX_INTERVALS];
  PangoFontDescription *font;    /* (nullable): made when it is wanted */
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (BwEcgBeatView, bw_ecg_beat_view, GTK_TYPE_WIDGET)

static const BwEcgBeat *
get_beat (BwEcgBeatView *self,
          guint          i)
{
  return self->traces[i] ? bw_ecg_trace_get_beat (self->traces[i]) : NULL;
}

/* Whether there is a beat to show; the other alone is none. */
static gboolean
has_beat (BwEcgBeatView *self)
{
  return get_beat (self, 0) != NULL;
}

static void
add_mark (BwPlotEcgBeatMark *marks,
          guint             *n_marks,
          const BwEcgBeat   *beat,
          BwEcgMark          mark,
          const char        *label)
{
  if (beat->marks[mark] >= 0)
    marks[(*n_marks)++] = (BwPlotEcgBeatMark) { beat->marks[mark], label };
}

static void
add_interval (BwPlotEcgBeatInterval *intervals,
              guint                 *n_intervals,
              const BwEcgBeat       *beat,
              BwEcgMark              start,
              BwEcgMark              end,
              const char            *label)
{
  if (label && beat->marks[start] >= 0 && beat->marks[end] > beat->marks[start])
    intervals[(*n_intervals)++]
        = (BwPlotEcgBeatInterval) { beat->marks[start], beat->marks[end], label };
}

static void
bw_ecg_beat_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  BwEcgBeatView *self = BW_ECG_BEAT_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const BwPlotRect area = { 0, 0, width, height };
  const BwEcgBeat *beat = get_beat (self, 0);
  BwPlotEcgBeatMark marks[MAX_MARKS];
  BwPlotEcgBeatInterval intervals[MAX_INTERVALS];
  BwPlotEcgBeat plot = { .marks = marks, .intervals = intervals };
  cairo_t *cr;

  GTK_WIDGET_CLASS (bw_ecg_beat_view_parent_class)->snapshot (widget, snapshot);
  if (!beat || width <= 0 || height <= 0)
    return;

  for (guint i = 0; i < 2; i++)
    {
      const BwEcgBeat *own = get_beat (self, i);

      if (own)
        plot.sets[plot.n_sets++] = (BwPlotEcgBeatSet) {
          own->mean_uv, own->low_uv, own->high_uv, own->n, own->r, own->rate_hz, self->names[i],
        };
    }
  /* xgettext:no-c-format */
  plot.band_label = _("80 % of beats");
  plot.device_scale = gtk_widget_get_scale_factor (widget);
  /* Translators: the P and T waves of an ECG */
  add_mark (marks, &plot.n_marks, beat, BW_ECG_MARK_P_PEAK, _("P"));
  add_mark (marks, &plot.n_marks, beat, BW_ECG_MARK_T_PEAK, _("T"));
  add_interval (intervals, &plot.n_intervals, beat, BW_ECG_MARK_P_ONSET, BW_ECG_MARK_QRS_ONSET,
                self->intervals[0]);
  add_interval (intervals, &plot.n_intervals, beat, BW_ECG_MARK_QRS_ONSET, BW_ECG_MARK_QRS_END,
                self->intervals[1]);
  add_interval (intervals, &plot.n_intervals, beat, BW_ECG_MARK_QRS_ONSET, BW_ECG_MARK_T_END,
                self->intervals[2]);

  if (!self->font)
    self->font = bw_style_make_caption_font (widget);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width,
                                                                 (float) height));
  bw_plot_ecg_beat_paint (cr, &area, &plot, bw_style_get_palette (), self->font);
  cairo_destroy (cr);
}

static void
bw_ecg_beat_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  BwEcgBeatView *self = BW_ECG_BEAT_VIEW (widget);
  gboolean horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  int least, usual;

  gtk_widget_measure (self->empty, orientation, for_size, &least, &usual, NULL, NULL);
  *minimum = MAX (horizontal ? LEAST_WIDTH : LEAST_HEIGHT, least);
  *natural = MAX (horizontal ? NATURAL_WIDTH : NATURAL_HEIGHT, *minimum);
}

static void
bw_ecg_beat_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  const GtkAllocation all = { 0, 0, width, height };

  gtk_widget_size_allocate (BW_ECG_BEAT_VIEW (widget)->empty, &all, -1);
}

static void
bw_ecg_beat_view_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  BwEcgBeatView *self = BW_ECG_BEAT_VIEW (widget);

  GTK_WIDGET_CLASS (bw_ecg_beat_view_parent_class)->css_changed (widget, change);
  g_clear_pointer (&self->font, pango_font_description_free);
}

static void
clear (BwEcgBeatView *self)
{
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->traces[i], bw_ecg_trace_unref);
      g_clear_pointer (&self->names[i], g_free);
    }
  for (guint i = 0; i < MAX_INTERVALS; i++)
    g_clear_pointer (&self->intervals[i], g_free);
}

static void
bw_ecg_beat_view_dispose (GObject *object)
{
  BwEcgBeatView *self = BW_ECG_BEAT_VIEW (object);

  clear (self);
  g_clear_pointer (&self->empty, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_ecg_beat_view_parent_class)->dispose (object);
}

static void
bw_ecg_beat_view_finalize (GObject *object)
{
  BwEcgBeatView *self = BW_ECG_BEAT_VIEW (object);

  g_clear_pointer (&self->font, pango_font_description_free);
  G_OBJECT_CLASS (bw_ecg_beat_view_parent_class)->finalize (object);
}

static void
bw_ecg_beat_view_class_init (BwEcgBeatViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_ecg_beat_view_dispose;
  object_class->finalize = bw_ecg_beat_view_finalize;
  widget_class->snapshot = bw_ecg_beat_view_snapshot;
  widget_class->measure = bw_ecg_beat_view_measure;
  widget_class->size_allocate = bw_ecg_beat_view_size_allocate;
  widget_class->css_changed = bw_ecg_beat_view_css_changed;

  gtk_widget_class_set_css_name (widget_class, "ecg-beat-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *less = make_label (_("It takes three that can be read and are like each other."),
                                "dim-label");

  gtk_widget_add_css_class (less, "caption");
  gtk_box_append (GTK_BOX (box), make_label (_("Too Few Clean Beats to Average"), "heading"));
  gtk_box_append (GTK_BOX (box), less);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static void
bw_ecg_beat_view_init (BwEcgBeatView *self)
{
  self->empty = make_empty ();
  gtk_widget_set_parent (self->empty, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Averaged beat"), -1);
  bw_style_follow (GTK_WIDGET (self));
}

BwEcgBeatView *
bw_ecg_beat_view_new (void)
{
  return g_object_new (BW_TYPE_ECG_BEAT_VIEW, NULL);
}

static char *
format_time (const BwRecording *recording)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (recording->offset_min * 60);

  return recording->time_known ? bw_format_time (recording->start_ms, zone)
                               : bw_format_day (recording->start_ms, zone);
}

/* What tells the two apart. */
static void
update_names (BwEcgBeatView *self)
{
  const BwRecording *recordings[2];

  if (!get_beat (self, 0) || !get_beat (self, 1))
    return;
  for (guint i = 0; i < 2; i++)
    recordings[i] = bw_ecg_trace_get_recording (self->traces[i]);
  for (guint i = 0; i < 2; i++)
    self->names[i] = recordings[0]->label != recordings[1]->label
                         ? bw_label_words_format (recordings[i]->label)
                         : format_time (recordings[i]);
}

static void
update_intervals (BwEcgBeatView *self)
{
  const BwEcgBeat *beat = get_beat (self, 0);

  if (!beat)
    return;
  if (beat->has_pr)
    self->intervals[0] = g_strdup_printf (_("PR %.0f ms"), beat->pr_ms);
  if (beat->has_qrs)
    self->intervals[1] = g_strdup_printf (_("QRS %.0f ms"), beat->qrs_ms);
  if (beat->has_qt && beat->qtc_ms > 0)
    /* Translators: the QT interval, and in brackets the same corrected for the heart rate */
    self->intervals[2] = g_strdup_printf (_("QT %.0f ms (QTc %.0f ms)"), beat->qt_ms, beat->qtc_ms);
  else if (beat->has_qt)
    self->intervals[2] = g_strdup_printf (_("QT %.0f ms"), beat->qt_ms);
}

static void
update_description (BwEcgBeatView *self)
{
  GString *text;

  if (!self->traces[0])
    {
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  if (!has_beat (self))
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      _("Too Few Clean Beats to Average"), -1);
      return;
    }
  text = g_string_new (NULL);
  for (guint i = 0; i < 2; i++)
    {
      const BwEcgBeat *beat = get_beat (self, i);
      g_autofree char *own = beat ? bw_ecg_spoken_beat (beat) : NULL;

      if (!beat)
        continue;
      if (i > 0)
        g_string_append (text, "; ");
      if (self->names[i])
        g_string_append_printf (text, "%s: ", self->names[i]);
      g_string_append (text, own);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->str, -1);
  g_string_free (text, TRUE);
}

void
bw_ecg_beat_view_set_traces (BwEcgBeatView *self,
                             BwEcgTrace    *trace,
                             BwEcgTrace    *other)
{
  g_return_if_fail (BW_IS_ECG_BEAT_VIEW (self));

  if (self->traces[0] == trace && self->traces[1] == other)
    return;
  if (trace)
    bw_ecg_trace_ref (trace);
  if (other)
    bw_ecg_trace_ref (other);
  clear (self);
  self->traces[0] = trace;
  self->traces[1] = other;
  update_names (self);
  update_intervals (self);
  update_description (self);
  gtk_widget_set_visible (self->empty, trace && !has_beat (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
bw_ecg_beat_view_set_names (BwEcgBeatView *self,
                            const char    *name,
                            const char    *other_name)
{
  const char *names[] = { name, other_name };

  g_return_if_fail (BW_IS_ECG_BEAT_VIEW (self));

  if (!get_beat (self, 0) || !get_beat (self, 1))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_free (self->names[i]);
      self->names[i] = g_strdup (names[i]);
    }
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
