/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-strip.h"

#include "app/bw-ecg-beat-view.h"
#include "app/bw-ecg-overview.h"
#include "app/bw-ecg-tools.h"
#include "app/bw-ecg-words.h"
#include "app/bw-narrow-bin.h"

#include <glib/gi18n-lib.h>

#define BEAT_WIDTH 300
#define BEAT_HEIGHT 240

struct _BwEcgStrip
{
  AdwBin parent_instance;

  /* Template children. */
  BwNarrowBin *body_bin;     /* narrow: the beat is below the strip, not beside it */
  BwNarrowBin *tools_bin;    /* narrow: tools are gathered in a menu */
  GtkWidget *wide_tools;
  GtkWidget *view_button;
  GtkMenuButton *filter_button;
  GtkWidget *peaks_button;
  GtkWidget *rr_button;
  GtkBox *body;
  BwEcgView *view;
  BwEcgOverview *overview;
  GtkLabel *size_label;
  GtkLabel *flaws_label;
  GtkWidget *beat_box;
  BwEcgBeatView *beat;
  GtkWidget *other_box;
  GtkLabel *other_label;

  /* Owned. */
  BwEcgTools *tools;
  BwEcgTrace *trace;
  BwEcgTrace *other;
};

G_DEFINE_FINAL_TYPE (BwEcgStrip, bw_ecg_strip, ADW_TYPE_BIN)

static void
show_range (BwEcgStrip *self)
{
  double from_s;
  double to_s;

  g_object_get (self->view, "from-s", &from_s, "to-s", &to_s, NULL);
  bw_ecg_overview_set_range (self->overview, from_s, to_s);
}

static void
on_seek (BwEcgStrip *self,
         double      from_s)
{
  bw_ecg_view_show_at (self->view, from_s);
}

static void
show_filter (BwEcgStrip *self)
{
  g_autofree char *text = NULL;
  guint filter;

  g_object_get (self->view, "filter", &filter, NULL);
  text = bw_ecg_tools_describe_filter ((BwEcgFilter) filter);
  gtk_menu_button_set_label (self->filter_button, text);
  g_object_set (self->overview, "filter", filter, NULL);
}

static void
show_size (BwEcgStrip *self)
{
  gboolean true_to_size;

  g_object_get (self->view, "true-to-size", &true_to_size, NULL);
  gtk_label_set_label (self->size_label,
                       true_to_size ? _("True to size on this screen")
                                    : _("The size of this screen is not known: millimetres are "
                                        "about right"));
}

static void
show_width (BwEcgStrip *self)
{
  gboolean below = bw_narrow_bin_get_narrow (self->body_bin);
  gboolean few = bw_narrow_bin_get_narrow (self->tools_bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  below ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->beat_box, below ? -1 : BEAT_WIDTH, below ? BEAT_HEIGHT : -1);
  gtk_widget_set_vexpand (self->beat_box, !below);
  gtk_widget_set_visible (self->wide_tools, !few);
  gtk_widget_set_visible (self->view_button, few);
  gtk_widget_set_visible (self->peaks_button, !few);
  gtk_widget_set_visible (self->rr_button, !few);
}

static void
bw_ecg_strip_dispose (GObject *object)
{
  BwEcgStrip *self = BW_ECG_STRIP (object);

  g_clear_object (&self->tools);
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
  g_clear_pointer (&self->other, bw_ecg_trace_unref);
  G_OBJECT_CLASS (bw_ecg_strip_parent_class)->dispose (object);
}

static void
bw_ecg_strip_class_init (BwEcgStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_ecg_strip_dispose;

  g_type_ensure (BW_TYPE_NARROW_BIN);
  g_type_ensure (BW_TYPE_ECG_VIEW);
  g_type_ensure (BW_TYPE_ECG_OVERVIEW);
  g_type_ensure (BW_TYPE_ECG_BEAT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-ecg-strip.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwEcgStrip, child)
  BIND (body_bin);
  BIND (tools_bin);
  BIND (wide_tools);
  BIND (view_button);
  BIND (filter_button);
  BIND (peaks_button);
  BIND (rr_button);
  BIND (body);
  BIND (view);
  BIND (overview);
  BIND (size_label);
  BIND (flaws_label);
  BIND (beat_box);
  BIND (beat);
  BIND (other_box);
  BIND (other_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, on_seek);
  gtk_widget_class_bind_template_callback (widget_class, show_width);
}

static void
bw_ecg_strip_init (BwEcgStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->view, "view-changed", G_CALLBACK (show_range), self);
  g_signal_connect_swapped (self->view, "notify::filter", G_CALLBACK (show_filter), self);
  g_signal_connect_swapped (self->view, "notify::true-to-size", G_CALLBACK (show_size), self);
  show_filter (self);
  show_size (self);
  show_width (self);
}

void
bw_ecg_strip_set_settings (BwEcgStrip *self,
                           GSettings  *settings)
{
  g_return_if_fail (BW_IS_ECG_STRIP (self));
  g_return_if_fail (G_IS_SETTINGS (settings) && self->tools == NULL);

  self->tools = bw_ecg_tools_new (self->view, settings);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "strip",
                                  bw_ecg_tools_get_actions (self->tools));
}

static void
show_beats (BwEcgStrip *self)
{
  bw_ecg_beat_view_set_traces (self->beat, self->trace, self->other);
}

void
bw_ecg_strip_set_trace (BwEcgStrip *self,
                        BwEcgTrace *trace)
{
  g_autofree char *flaws = NULL;

  g_return_if_fail (BW_IS_ECG_STRIP (self));

  if (trace != NULL)
    {
      bw_ecg_trace_ref (trace);
      flaws = bw_ecg_words_flaws (bw_ecg_trace_get_analysis (trace));
    }
  g_clear_pointer (&self->trace, bw_ecg_trace_unref);
  self->trace = trace;
  bw_ecg_view_set_trace (self->view, trace);
  /* The beginning, which says little, is there to go back to. */
  if (trace != NULL)
    bw_ecg_view_show_at (self->view, bw_ecg_trace_get_analysis (trace)->peaks->settling
                                       / bw_ecg_trace_get_rate (trace));
  bw_ecg_overview_set_trace (self->overview, trace);
  if (self->tools != NULL)
    bw_ecg_tools_begin (self->tools);
  show_range (self);
  show_beats (self);
  gtk_label_set_label (self->flaws_label, flaws != NULL ? flaws : "");
  gtk_widget_set_visible (GTK_WIDGET (self->flaws_label), flaws != NULL);
}

void
bw_ecg_strip_set_other (BwEcgStrip *self,
                        BwEcgTrace *other,
                        const char *text)
{
  g_return_if_fail (BW_IS_ECG_STRIP (self));

  if (other != NULL)
    bw_ecg_trace_ref (other);
  g_clear_pointer (&self->other, bw_ecg_trace_unref);
  self->other = other;
  gtk_label_set_label (self->other_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->other_box, text != NULL);
  show_beats (self);
}

void
bw_ecg_strip_set_names (BwEcgStrip *self,
                        const char *name,
                        const char *other_name)
{
  g_return_if_fail (BW_IS_ECG_STRIP (self));

  bw_ecg_beat_view_set_names (self->beat, name, other_name);
}

BwEcgView *
bw_ecg_strip_get_view (BwEcgStrip *self)
{
  g_return_val_if_fail (BW_IS_ECG_STRIP (self), NULL);

  return self->view;
}
