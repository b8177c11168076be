/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-job-row.h"

#include <glib/gi18n-lib.h>

#define PULSE_MS 100

struct _BwJobRow
{
  AdwBin parent_instance;

  /* Template children. */
  GtkLabel *title;
  GtkLabel *remaining;
  GtkLabel *doing;
  GtkProgressBar *bar;
  GtkButton *pause;
  GtkWidget *cancel;
  GtkLabel *cancel_label;

  /* Owned. */
  BwJob *job;
  guint pulse_id;
};

G_DEFINE_FINAL_TYPE (BwJobRow, bw_job_row, ADW_TYPE_BIN)

static gboolean
on_pulse (gpointer user_data)
{
  BwJobRow *self = user_data;

  gtk_progress_bar_pulse (self->bar);
  return G_SOURCE_CONTINUE;
}

static void
set_pulsing (BwJobRow *self,
             gboolean  pulsing)
{
  if (pulsing && self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE_MS, on_pulse, self);
  else if (!pulsing)
    g_clear_handle_id (&self->pulse_id, g_source_remove);
}

static void
show_pause (BwJobRow *self,
            gboolean  paused)
{
  const char *text = paused ? _("Resume") : _("Pause");

  gtk_button_set_icon_name (self->pause, paused ? "media-playback-start-symbolic"
                                                : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pause), !bw_job_is_cancelled (self->job));
}

static void
update (BwJobRow *self)
{
  g_autofree char *stage = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *remaining = NULL;
  g_autofree char *doing = NULL;
  double fraction;
  gboolean paused = bw_job_get_paused (self->job);

  g_object_get (self->job, "stage", &stage, "detail", &detail, "remaining", &remaining, "fraction",
                &fraction, NULL);
  if (bw_job_is_cancelled (self->job))
    doing = g_strdup (_("Stopping…"));
  else if (bw_job_get_state (self->job) == BW_JOB_WAITING)
    doing = g_strdup (_("Waiting for its turn"));
  else if (paused)
    doing = g_strdup (_("Paused"));
  else if (stage != NULL && detail != NULL)
    /* Translators: what a job is doing, and how much of it: "Reading records · 1,203,000 records". */
    doing = g_strdup_printf (_("%s · %s"), stage, detail);
  else
    doing = g_strdup (stage != NULL ? stage : "");
  gtk_label_set_label (self->doing, doing);
  gtk_label_set_label (self->remaining, remaining != NULL ? remaining : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remaining), remaining != NULL && !paused);
  show_pause (self, paused);
  gtk_widget_set_sensitive (self->cancel, !bw_job_is_cancelled (self->job));
  set_pulsing (self, fraction < 0 && !paused && bw_job_get_state (self->job) == BW_JOB_RUNNING);
  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->bar, fraction);
}

static void
on_pause (BwJobRow *self)
{
  bw_job_set_paused (self->job, !bw_job_get_paused (self->job));
}

static void
on_cancel (BwJobRow *self)
{
  G_GNUC_UNUSED g_autoptr (BwJobRow) kept = g_object_ref (self);

  bw_job_cancel (self->job);
  update (self);
}

static void
bw_job_row_dispose (GObject *object)
{
  BwJobRow *self = BW_JOB_ROW (object);

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->job);
  G_OBJECT_CLASS (bw_job_row_parent_class)->dispose (object);
}

static void
bw_job_row_class_init (BwJobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_job_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BwJobRow, title);
  gtk_widget_class_bind_template_child (widget_class, BwJobRow, remaining);
  gtk_widget_class_bind_template_child (widget_class, BwJobRow, doing);
  gtk_widget_class_bind_template_child (widget_class, BwJobRow, bar);
  gtk_widget_class_bind_template_child (widget_class, BwJobRow, pause);
  gtk_widget_class_bind_template_child (widget_class, BwJobRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, BwJobRow, cancel_label);
  gtk_widget_class_bind_template_callback (widget_class, on_pause);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
bw_job_row_init (BwJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_job_row_new (BwJob *job)
{
  BwJobRow *self;

  g_return_val_if_fail (BW_IS_JOB (job), NULL);

  self = g_object_new (BW_TYPE_JOB_ROW, NULL);
  self->job = g_object_ref (job);
  gtk_label_set_label (self->title, bw_job_get_title (job));
  /* What can wait can also end well before its end. */
  gtk_widget_set_visible (GTK_WIDGET (self->pause), bw_job_can_pause (job));
  gtk_label_set_label (self->cancel_label, bw_job_can_pause (job) ? _("_Stop") : _("_Cancel"));
  g_signal_connect_object (job, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

BwJob *
bw_job_row_get_job (BwJobRow *self)
{
  g_return_val_if_fail (BW_IS_JOB_ROW (self), NULL);

  return self->job;
}
