/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "compat/bw-compat-message-dialog.h"

#include <adwaita.h>

typedef struct
{
  BwAnswered answered;
  gpointer user_data;
  GDestroyNotify free_data;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  if (question->free_data != NULL)
    question->free_data (question->user_data);
  g_free (question);
}

static void
on_response (GObject    *dialog,
             const char *response,
             gpointer    user_data)
{
  Question *question = user_data;

  question->answered (response, question->user_data);
}

void
bw_message_dialog_ask (GtkWindow      *parent,
                       const char     *heading,
                       const char     *body,
                       const BwAnswer *answers,
                       guint           n_answers,
                       const char     *default_id,
                       BwAnswered      answered,
                       gpointer        user_data,
                       GDestroyNotify  free_data)
{
  Question *question = g_new0 (Question, 1);

  question->answered = answered;
  question->user_data = user_data;
  question->free_data = free_data;

#if ADW_CHECK_VERSION(1, 5, 0)
  {
    AdwDialog *dialog = adw_alert_dialog_new (heading, body);

    for (guint i = 0; i < n_answers; i++)
      {
        static const AdwResponseAppearance looks[]
            = { ADW_RESPONSE_DEFAULT, ADW_RESPONSE_SUGGESTED, ADW_RESPONSE_DESTRUCTIVE };

        adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), answers[i].id, answers[i].label);
        adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), answers[i].id,
                                                  looks[answers[i].look]);
      }
    adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), answers[0].id);
    if (default_id != NULL)
      adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), default_id);
    g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
    adw_dialog_present (dialog, GTK_WIDGET (parent));
  }
#else
  {
    GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

    for (guint i = 0; i < n_answers; i++)
      {
        static const AdwResponseAppearance looks[]
            = { ADW_RESPONSE_DEFAULT, ADW_RESPONSE_SUGGESTED, ADW_RESPONSE_DESTRUCTIVE };

        adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), answers[i].id,
                                         answers[i].label);
        adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), answers[i].id,
                                                    looks[answers[i].look]);
      }
    adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), answers[0].id);
    if (default_id != NULL)
      adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), default_id);
    g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), question, question_free, 0);
    gtk_window_present (GTK_WINDOW (dialog));
  }
#endif
}
