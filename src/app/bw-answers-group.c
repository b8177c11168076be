/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-answers-group.h"

#include "app/bw-glucose-words.h"
#include "app/bw-spinner.h"

#include <glib/gi18n-lib.h>

struct _BwAnswersGroup
{
  AdwBin parent_instance;

  /* Template children. */
  AdwActionRow *answers_row;
  GtkWidget *spinner;
  GtkWidget *predict_button;
  AdwActionRow *differ_row;
  AdwActionRow *unsure_row;

  /* Owned. */
  BwSession *session;
};

G_DEFINE_FINAL_TYPE (BwAnswersGroup, bw_answers_group, ADW_TYPE_BIN)

/* Returns: (transfer full) */
static char *
tell_answers (BwAnswersGroup  *self,
              const BwGlucose *glucose)
{
  const GError *error = bw_session_get_predict_error (self->session);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  char *answers = bw_glucose_words_answers (glucose);
  guint without = glucose->answers.n_without_beats;
  guint outside = glucose->answers.n_outside;

  if (answers != NULL)
    g_ptr_array_add (lines, answers);
  if (error != NULL)
    g_ptr_array_add (lines, g_strdup (error->message));
  else if (glucose->n_unlabelled == 0)
    g_ptr_array_add (lines, g_strdup (_("All recordings have a label")));
  else if (answers == NULL && without == 0)
    g_ptr_array_add (lines,
                     g_strdup_printf (ngettext ("%u recording, not asked about yet",
                                                "%u recordings, not asked about yet",
                                                glucose->n_unlabelled),
                                      glucose->n_unlabelled));
  if (outside > 0)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("%u of them is outside what was learnt",
                                                       "%u of them are outside what was learnt",
                                                       outside),
                                             outside));
  if (without > 0)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("%u recording has no beats to go by",
                                                       "%u recordings have no beats to go by",
                                                       without),
                                             without));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
show_count (AdwActionRow *row,
            char         *text,
            guint         n)
{
  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), n > 0);
  g_free (text);
}

static void
on_glucose_changed (BwAnswersGroup *self)
{
  const BwGlucose *glucose = bw_session_get_glucose (self->session);
  gboolean busy = bw_session_is_predicting (self->session);
  g_autofree char *text = NULL;
  guint n;

  gtk_widget_set_visible (GTK_WIDGET (self), glucose != NULL && glucose->model_id != 0);
  gtk_widget_set_visible (self->spinner, busy);
  if (glucose == NULL || glucose->model_id == 0)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "worth.predict",
                                 glucose->is_writable);
  gtk_widget_set_visible (self->predict_button, !busy && glucose->due->len > 0);
  text = tell_answers (self, glucose);
  adw_action_row_set_subtitle (self->answers_row, text);
  n = glucose->answers.n_differ;
  show_count (self->differ_row,
              g_strdup_printf (ngettext ("%u recording gets another answer than its label",
                                         "%u recordings get another answer than their label", n),
                               n),
              n);
  n = glucose->answers.n_all_unsure;
  show_count (self->unsure_row,
              g_strdup_printf (ngettext ("%u recording is too near the middle to answer",
                                         "%u recordings are too near the middle to answer", n),
                               n),
              n);
}

static void
predict (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  bw_session_predict (BW_ANSWERS_GROUP (widget)->session);
}

static void
bw_answers_group_dispose (GObject *object)
{
  g_clear_object (&BW_ANSWERS_GROUP (object)->session);
  G_OBJECT_CLASS (bw_answers_group_parent_class)->dispose (object);
}

static void
bw_answers_group_class_init (BwAnswersGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_answers_group_dispose;

  gtk_widget_class_install_action (widget_class, "worth.predict", NULL, predict);
  g_type_ensure (BW_TYPE_SPINNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-answers-group.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwAnswersGroup, child)
  BIND (answers_row);
  BIND (spinner);
  BIND (predict_button);
  BIND (differ_row);
  BIND (unsure_row);
#undef BIND
}

static void
bw_answers_group_init (BwAnswersGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
bw_answers_group_set_session (BwAnswersGroup *self,
                              BwSession      *session)
{
  g_return_if_fail (BW_IS_ANSWERS_GROUP (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "glucose-changed", G_CALLBACK (on_glucose_changed), self,
                           G_CONNECT_SWAPPED);
  on_glucose_changed (self);
}
